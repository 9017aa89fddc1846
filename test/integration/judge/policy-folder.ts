/** A small problem of a policy whose text tests change: two instances of the candidate and a rival add numbers up. */
import { type ProblemFolder, writtenFolder } from './problem-folder.ts';

const PROBLEM = `import { z } from 'zod';
import { defineProblem, defineWorkloads, int, minimize } from 'barbican';

export default defineProblem({
  name: 'adding',
  summary: 'Add numbers up as they come.',
  program: {
    kind: 'policy',
    seed: './seed.ts',
    entry: 'start',
    config: z.object({ times: z.number() }),
    observation: z.object({ value: z.number() }),
    action: z.strictObject({ sum: z.number() }),
  },
  limits: { callMs: 2_000, workloadMs: 20_000, memoryMiB: 64 },
  workloads: defineWorkloads({
    params: { length: int(5, 20) },
    perRegime: { search: 2, selection: 2, holdout: 2 },
    regimes: { short: { length: int(5, 8) }, long: { length: 20 } },
    generate: ({ params, rng }) => Array.from({ length: params.length }, () => rng.int(1, 9)),
  }),
  drive: async ({ workload, program }) => {
    const [one, two] = await Promise.all([program.start({ times: 1 }), program.start({ times: 2 })]);
    const rival = await program.start({ times: 1 }, 'adds');
    const sums = [];
    for (const value of workload) {
      const { sum } = await one.step({ value });
      sums.push({ one: sum, two: (await two.step({ value })).sum, rival: (await rival.step({ value })).sum });
    }
    return sums;
  },
  metrics: { error: minimize('units', { of: 'sum' }), cpuMs: minimize('ms'), calls: minimize('calls') },
  measure: ({ workload, output, usage }) => {
    let right = 0;
    const errors = output.map(({ one, two }, i) => {
      right += workload[i];
      return Math.abs(one - right) + Math.abs(two - 2 * right);
    });
    return { error: errors, cpuMs: usage.cpuMs, calls: usage.calls };
  },
  invariants: {},
  objectives: ['error'],
  noFloors: 'a test',
  baselines: { adds: './adds.ts' },
});
`;

/** The program that adds. */
export const ADDS = `export function start({ times }) {
  let sum = 0;
  return ({ value }) => ({ sum: (sum += times * value) });
}
`;

/** Writes the problem with texts replaced: each must occur once. */
export function policyFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  const all = { 'seed.ts': ADDS, 'adds.ts': ADDS, ...files };
  return writtenFolder({ 'problem.ts': PROBLEM }, changes, all);
}
