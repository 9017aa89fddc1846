import { defineWorkloads, int, logInt, oneOf, real, slow } from 'barbican';
import { drawItems } from './items.ts';

export const workloads = defineWorkloads({
  params: {
    items: logInt(100, 800),
    spread: oneOf('uniform', 'few sizes', 'triplets', 'growing'),
    largest: real(0.2, 1),
    distinct: int(2, 8),
  },
  typical: { items: logInt(300, 600), largest: real(0.6, 1) },
  perRegime: { search: 3, selection: 8, holdout: 12 },
  regimes: {
    uniform: { spread: 'uniform' },
    small: { spread: 'uniform', largest: real(0.2, 0.5) },
    'few sizes': { spread: 'few sizes', largest: real(0.6, 0.8) },
    triplets: slow({ spread: 'triplets' }),
    growing: slow({ spread: 'growing' }),
    short: slow({ spread: 'uniform', items: logInt(100, 150) }),
  },
  generate: ({ params, rng }) => drawItems(params, rng),
});
