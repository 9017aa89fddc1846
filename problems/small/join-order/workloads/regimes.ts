import { defineWorkloads, int, oneOf, real, slow } from 'barbican';
import { drawQuery } from './queries.ts';

export const workloads = defineWorkloads({
  params: {
    tables: int(2, 36),
    shape: oneOf('chain', 'star', 'tangle'),
    misestimate: real(0, 2),
  },
  perRegime: { search: 4, selection: 10, holdout: 20 },
  regimes: {
    small: { tables: int(4, 9), misestimate: 0 },
    large: { tables: int(14, 24), misestimate: 0 },
    misestimated: slow(
      { tables: int(5, 9), misestimate: real(1, 2) },
      { by: '5%', than: 'greedy-operators' },
    ),
    'big star': slow({ shape: 'star', tables: int(28, 36), misestimate: 0 }),
    tiny: slow({ tables: 2, misestimate: 0 }),
  },
  generate: ({ params, rng }) => drawQuery(params, rng),
});
