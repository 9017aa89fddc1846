import { defineWorkloads, logInt, oneOf, real, slow } from 'barbican';
import { drawTrace } from './requests.ts';

export const workloads = defineWorkloads({
  params: {
    requests: logInt(500, 3_000),
    keys: logInt(50, 2_000),
    skew: real(0.2, 1.3),
    scans: real(0, 0.6),
    drift: real(0, 0.3),
    share: real(0.005, 0.3),
    expiry: oneOf('none', 'soon'),
  },
  typical: {
    requests: logInt(1_000, 2_000),
    keys: logInt(200, 800),
    skew: real(0.7, 1.1),
    scans: 0,
    drift: 0,
    share: real(0.05, 0.2),
    expiry: 'none',
  },
  perRegime: { search: 3, selection: 8, holdout: 12 },
  regimes: {
    steady: {},
    drifting: { drift: real(0.05, 0.3) },
    scan: slow({ scans: real(0.3, 0.6) }),
    expiring: slow({ expiry: 'soon' }),
    tiny: slow({ share: real(0.005, 0.02) }),
  },
  generate: ({ params, rng }) => drawTrace(params, rng),
});
