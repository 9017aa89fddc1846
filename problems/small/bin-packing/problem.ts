import { atMost, defineProblem, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { fewestBins } from './measures/fewest-bins.ts';
import { fill } from './measures/fill.ts';
import { workloads } from './workloads/regimes.ts';

const Size = z.int().positive();

export default defineProblem({
  name: 'bin-packing',
  summary: 'Put items that come one at a time into as few bins as possible.',
  background: `Online bin packing: an item must be put into a bin before the next one is seen, and stays there. All bins are
alike. A policy remembers what it has put where; its action is the number of a bin, counted from 0, and the lowest
number that was not used yet opens a bin. Few distinct sizes reward a policy that keeps room for what comes often.`,
  program: {
    kind: 'policy',
    seed: './seed.ts',
    entry: 'start',
    config: z.object({ capacity: Size }),
    observation: z.object({ size: Size }),
    action: z.strictObject({ bin: z.int().nonnegative() }),
  },
  limits: { callMs: 1_000, workloadMs: 5_000, memoryMiB: 128 },
  workloads,

  // The items that come later stay with the judge.
  drive: async ({ workload: { capacity, sizes }, program }) => {
    const policy = await program.start({ capacity });
    const bins: number[] = [];
    for (const size of sizes) bins.push((await policy.step({ size })).bin);
    return bins;
  },

  metrics: {
    binsUsed: minimize('share of the fewest', { across: 'mean' }),
    cpuUsPerItem: minimize('us', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    binsUsed: fill(workload, output).levels.length / fewestBins(workload),
    cpuUsPerItem: (1_000 * usage.cpuMs) / usage.calls,
  }),
  bound: () => ({ binsUsed: relaxed(1) }),
  invariants: {
    'bins are opened in order': ({ workload, output }) => {
      const { skipped } = fill(workload, output);
      return skipped === undefined || violated(`item ${skipped} is in a bin that was not opened`);
    },
    'no bin holds more than it can': ({ workload, output }) => {
      const { levels } = fill(workload, output);
      return (
        levels.every((level) => level <= workload.capacity) ||
        violated(`${Math.max(...levels)} of ${workload.capacity} in one bin`)
      );
    },
  },
  relations: {
    'the unit of size does not matter': {
      change: ({ workload: { capacity, sizes } }) => ({
        capacity: 2 * capacity,
        sizes: sizes.map((size) => 2 * size),
      }),
    },
  },

  objectives: ['binsUsed'],
  constraints: { cpuUsPerItem: atMost(500, { in: 'overall' }) },
  baselines: {
    'first-fit': './baselines/first-fit.ts',
    'best-fit': './baselines/best-fit.ts',
    harmonic: './baselines/harmonic.ts',
  },
});
