import { defineWorkloads, oneOf, real, slow, type Workloads } from 'barbican';
import { makeLoads, type Workload } from './loads.ts';

/** The space of workloads, and the places in it that have a name. What each parameter means: `LoadParams`. */
export const workloads: Workloads<Workload> = defineWorkloads({
  params: {
    experts: oneOf(16, 32, 64, 128, 256),
    gpus: oneOf(8, 16, 32),
    spare: real(0, 1),
    skew: real(0, 1.6),
    drift: real(0, 0.4),
    together: real(0, 1),
    daily: real(0, 1.4),
    bursts: real(0, 0.05),
    jitter: real(0, 0.4),
    topics: oneOf('one', 'switching', 'switched just now'),
    hot: oneOf('none', 'one'),
  },
  typical: {
    experts: 64,
    gpus: oneOf(8, 16),
    spare: real(0.1, 0.4),
    skew: real(0.4, 0.9),
    drift: real(0, 0.03),
    together: real(0, 0.5),
    daily: real(0.5, 0.9),
    bursts: 0,
    jitter: real(0.03, 0.1),
    topics: 'one',
    hot: 'none',
  },
  regimes: {
    steady: { drift: 0, daily: 0, jitter: real(0.2, 0.4) },
    drifting: { drift: real(0.15, 0.35) },
    daily: { daily: real(0.9, 1.4) },
    correlated: { drift: real(0.15, 0.3), together: real(0.8, 1) },
    bursty: { bursts: real(0.01, 0.03) },
    switching: { topics: 'switching' },
    tiny: slow({ experts: 16, gpus: 8 }),
    'one hot expert': slow({ hot: 'one' }),
    'all equal': slow({ skew: 0, drift: 0, daily: 0 }),
    'sudden switch': slow({ topics: 'switched just now' }),
    'more GPUs than hot experts': slow({
      experts: 32,
      gpus: 32,
      spare: real(0.5, 1),
      skew: real(1.2, 1.6),
    }),
  },
  where: {
    'a GPU has room for at most a few dozen experts': ({ experts, gpus }) => experts <= 16 * gpus,
  },
  perRegime: { search: 3, selection: 12, holdout: 16 },
  generate: ({ params, rng }) => makeLoads(params, rng),
});
