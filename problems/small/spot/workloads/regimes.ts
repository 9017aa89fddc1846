import { defineWorkloads, oneOf, real, slow } from 'barbican';
import { drawJob } from './jobs.ts';
import { spot } from './traces.ts';

export const workloads = defineWorkloads({
  data: { spot },
  params: {
    /** Zones that had a machine more often than the others in this part of the trace, or less often. */
    supply: oneOf('plenty', 'scarce'),
    workHours: real(4, 16),
    /** Time that is left over, as a share of the work. */
    slack: real(0.1, 1.2),
    overheadHours: real(0.02, 0.4),
  },
  typical: { slack: real(0.3, 1), overheadHours: real(0.05, 0.2) },
  perRegime: { search: 4, selection: 12, holdout: 24 },
  regimes: {
    plenty: { supply: 'plenty' },
    scarce: { supply: 'scarce' },
    'in a hurry': slow({ slack: real(0.1, 0.2) }),
    'slow to start': slow({ overheadHours: real(0.3, 0.4) }),
  },
  generate: ({ params, data, rng }) => drawJob(params, data.spot.pick(rng), rng),
});
