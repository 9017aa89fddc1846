import { defineWorkloads, logInt, oneOf, real, slow } from 'barbican';
import { drawLists } from './lists.ts';

export const workloads = defineWorkloads({
  params: {
    gaps: logInt(50, 2_000),
    mean: real(2, 1_000),
    shape: oneOf('even', 'clustered', 'rare'),
  },
  typical: { gaps: logInt(500, 2_000), mean: real(10, 300) },
  perRegime: { search: 3, selection: 6, holdout: 8 },
  regimes: {
    even: { shape: 'even' },
    clustered: { shape: 'clustered' },
    'rare large gaps': slow({ shape: 'rare' }),
    short: slow({ shape: 'clustered', gaps: logInt(50, 100) }),
  },
  generate: ({ params, rng }) => drawLists(params, rng),
});
