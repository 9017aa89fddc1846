import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small problem whose text tests change: numbers are to be sorted, and the fewer moved the better. */
const PROBLEM = `import { z } from 'zod';
import { atMost, defineProblem, defineWorkloads, int, minimize, oneOf, real, slow, exact } from 'barbican';

export default defineProblem({
  name: 'sorting',
  summary: 'Sort numbers.',
  program: { kind: 'function', seed: './seed.ts', entry: 'sort', input: z.array(z.number()), output: z.array(z.number()) },
  limits: { callMs: 500, workloadMs: 2_000, memoryMiB: 128, outputBytes: 100_000 },
  workloads: defineWorkloads({
    params: { length: int(2, 40), spread: real(0, 2), order: oneOf('none', 'up') },
    typical: { order: 'none' },
    perRegime: { search: 2, selection: 3, holdout: 4 },
    regimes: {
      few: { length: int(2, 10) },
      many: { length: int(20, 40) },
      sorted: slow({ order: 'up', length: 12 }),
    },
    where: { 'long enough': (p) => p.length > 1 },
    generate: ({ params, rng }) => {
      const numbers = Array.from({ length: params.length }, () => rng.int(0, 99) * params.spread);
      return params.order === 'up' ? numbers.sort((a, b) => a - b) : numbers;
    },
  }),
  drive: ({ workload, program }) => program.call(workload),
  metrics: { misplaced: minimize('numbers'), ms: minimize('ms', { across: 'worst' }) },
  measure: ({ workload, output, usage }) => ({
    misplaced: output.filter((value, i) => i > 0 && value < output[i - 1]).length,
    ms: usage.cpuMs,
  }),
  bound: () => ({ misplaced: exact(0) }),
  invariants: {
    'nothing is lost': ({ workload, output }) => output.length === workload.length,
  },
  relations: {
    'order does not matter': { change: ({ workload }) => workload.toReversed() },
  },
  objectives: ['misplaced'],
  constraints: { ms: atMost(1_000) },
  baselines: { same: './same.ts' },
});
`;

const SEED =
  'export function sort(numbers: number[]): number[] {\n  return numbers.toSorted((a, b) => a - b);\n}\n';
const SAME =
  'export function sort(numbers: number[]): number[] {\n  return numbers.map((value) => value);\n}\n';

/** A folder far from any `node_modules`, removed when disposed. */
export interface ProblemFolder extends Disposable {
  readonly path: string;
}

/** Writes the problem with texts replaced: each must occur once. */
export function problemFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  return writtenFolder({ 'problem.ts': PROBLEM }, changes, {
    'seed.ts': SEED,
    'same.ts': SAME,
    ...files,
  });
}

/** Writes a problem file with texts replaced, each of which must occur once, and the other files. */
export function writtenFolder(
  problemFile: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): ProblemFolder {
  const path = mkdtempSync(join(tmpdir(), 'barbican-problem-'));
  const [[name, text] = ['', '']] = Object.entries(problemFile);
  let problem = text;
  for (const [from, to] of Object.entries(changes)) {
    if (problem.split(from).length !== 2) throw new Error(`Not once in the problem: ${from}`);
    problem = problem.replace(from, () => to);
  }
  for (const [file, content] of Object.entries({ [name]: problem, ...files })) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
