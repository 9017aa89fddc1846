import { atMost, defineProblem, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { cheapest } from './measures/cheapest.ts';
import { Job, OFFERS } from './measures/job.ts';
import { workloads } from './workloads/regimes.ts';

const Hours = z.number().nonnegative();
const Offer = z.enum(OFFERS);

export default defineProblem({
  name: 'spot-deadline',
  summary: 'Run a job on cheap machines that may be taken away, and still end before its deadline.',
  background: `Spot machines cost about a third of those on demand and vanish without notice. Every ten minutes the policy
learns whether there is a spot machine now, and says what to run on until the next ten minutes are over. Whenever it
moves to another machine, the job makes no progress for the overhead. A job that is late does not count.`,
  program: {
    kind: 'policy',
    seed: './seed.ts',
    entry: 'start',
    config: z.object({
      workHours: Hours,
      deadlineHours: Hours,
      overheadHours: Hours,
      tickHours: Hours,
    }),
    observation: z.object({
      elapsedHours: Hours,
      doneHours: Hours,
      hasSpot: z.boolean(),
      /** What it runs on now; a spot machine that was taken away is none. */
      on: Offer,
    }),
    action: z.strictObject({ on: Offer }),
  },
  limits: { callMs: 1_000, workloadMs: 5_000, memoryMiB: 128 },
  workloads,

  // Whether there will be a spot machine stays with the judge.
  drive: async ({ workload, program }) => {
    const { workHours, deadlineHours, overheadHours, tickHours } = workload;
    const policy = await program.start({ workHours, deadlineHours, overheadHours, tickHours });
    const job = new Job(workload);
    while (!job.isOver) job.run((await policy.step(job.look())).on);
    const { cost, doneHours, without } = job;
    return { cost, doneHours, without };
  },

  metrics: {
    cost: minimize('share of on demand', { across: 'mean' }),
    cpuUsPerStep: minimize('us', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    cost: output.cost / workload.onDemandCost,
    cpuUsPerStep: (1_000 * usage.cpuMs) / usage.calls,
  }),
  // Who knew what comes, and moved once.
  bound: ({ workload }) => ({ cost: relaxed(cheapest(workload) / workload.onDemandCost) }),
  invariants: {
    'spot machines are used while there are any': ({ output: { without } }) =>
      without === 0 || violated(`${without} times there was none`),
    'the job ends before its deadline': ({ workload, output: { doneHours } }) =>
      doneHours >= workload.workHours ||
      violated(`${doneHours.toFixed(2)} of ${workload.workHours.toFixed(2)} hours were done`),
  },
  objectives: ['cost'],
  constraints: { cpuUsPerStep: atMost(500, { in: 'overall' }) },
  baselines: {
    greedy: './baselines/greedy.ts',
    'uniform-progress': './baselines/uniform-progress.ts',
    'on-demand': './baselines/on-demand.ts',
  },
});
