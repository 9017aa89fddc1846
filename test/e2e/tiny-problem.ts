import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A problem that is judged in a moment: the place of the largest number is to be found. */
const PROBLEM = `import { z } from 'zod';
import { defineProblem, defineWorkloads, int, minimize } from 'barbican';

export default defineProblem({
  name: 'largest',
  summary: 'Find the largest number.',
  program: { kind: 'function', seed: './seed.ts', entry: 'pick', input: z.array(z.number()), output: z.int().nonnegative() },
  limits: { callMs: 2_000, workloadMs: 4_000, memoryMiB: 64 },
  workloads: defineWorkloads({
    params: { length: int(20, 30) },
    perRegime: { search: 2, selection: 2, holdout: 2 },
    regimes: { all: {} },
    generate: ({ params, rng }) => Array.from({ length: params.length }, () => rng.int(0, 99)),
  }),
  metrics: { missed: minimize('of the largest') },
  measure: ({ workload, output }) => ({ missed: Math.max(...workload) - workload[output] }),
  invariants: { 'it is a place': ({ workload, output }) => output < workload.length },
  objectives: ['missed'],
  baselines: { first: './first.ts' },
});
`;
const SEED = `export function pick(numbers: number[]): number {
  let best = 0;
  for (let i = 1; i < numbers.length - 7; i += 2) {
    if (numbers[i] > numbers[best] + 12 && i < 19) best = i;
  }
  return best;
}
`;
const FIRST = 'export function pick(_numbers: number[]): number {\n  return 0;\n}\n';

/** Writes it to a new folder. */
export function writeTinyProblem(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of [
    ['problem.ts', PROBLEM],
    ['seed.ts', SEED],
    ['first.ts', FIRST],
  ] as const)
    writeFileSync(join(folder, name), text);
}
