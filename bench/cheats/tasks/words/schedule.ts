import { defineProblem, defineWorkloads, int, maximize, real, relaxed, slow } from 'barbican';
import { z } from 'zod';

/** Jobs are known by an estimate; how long they really take stays with the judge. */
export const schedule = (extension: string) =>
  defineProblem({
    name: 'schedule',
    summary: 'Spread jobs over machines so that the last machine is done early.',
    program: {
      kind: 'function',
      seed: `./seed.${extension}`,
      entry: 'place',
      input: z.object({ machines: z.int(), jobs: z.array(z.number()) }),
      output: z.array(z.int()),
    },
    limits: { callMs: 1_000, workloadMs: 1_500, memoryMiB: 128, outputBytes: 100_000 },
    workloads: defineWorkloads({
      params: { machines: int(2, 8), jobs: int(1, 120), spread: real(0, 1.5), error: real(0, 0.1) },
      typical: { jobs: int(30, 120) },
      regimes: {
        even: { spread: real(0, 0.5) },
        skewed: { spread: real(0.8, 1.5) },
        few: slow({ jobs: int(1, 6), spread: real(0, 1) }),
      },
      perRegime: { search: 4, selection: 12, holdout: 4 },
      generate: ({ params, rng }) => {
        const jobs = Array.from({ length: params.jobs }, () =>
          Math.ceil(10 * Math.exp(params.spread * rng.normal())),
        );
        const took = jobs.map((job) => job * Math.exp(params.error * rng.normal()));
        return { machines: params.machines, jobs, took };
      },
    }),
    drive: ({ workload: { machines, jobs }, program }) => program.call({ machines, jobs }),
    metrics: { share: maximize('share') },
    measure: ({ workload: { machines, took }, output }) => {
      const busy = Array.from({ length: machines }, () => 0);
      for (const [job, machine] of output.entries())
        busy[machine] = (busy[machine] ?? 0) + (took[job] ?? 0);
      const total = took.reduce((sum, ms) => sum + ms, 0);
      return { share: Math.max(total / machines, ...took) / Math.max(...busy) };
    },
    bound: () => ({ share: relaxed(1) }),
    invariants: {
      'every job has a machine': ({ workload, output }) =>
        output.length === workload.jobs.length &&
        output.every((machine) => machine >= 0 && machine < workload.machines),
    },
    objectives: ['share'],
    baselines: { list: `./baselines/list.${extension}`, turns: `./baselines/turns.${extension}` },
  });
