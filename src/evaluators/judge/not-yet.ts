import { ProblemError, shown } from '../problem-fault.ts';

/** Words of the language that later parts bring: path in the problem, what is refused, and why. */
const LATER: readonly {
  readonly path: readonly string[];
  readonly refused: (value: unknown) => boolean;
  readonly why: string;
}[] = [
  {
    path: ['program', 'memory'],
    refused: (memory) => memory !== undefined && memory !== 'none',
    why: "a function has no memory: leave it out, or make it a 'policy', which remembers within a workload",
  },
  {
    path: ['objectives', 'pareto'],
    refused: (names) => names !== undefined,
    why: 'name the metrics in order of importance instead, the most important first',
  },
  {
    path: ['limits', 'cores'],
    refused: (cores) => cores !== undefined,
    why: 'a program has one core',
  },
];

/** Refuses what the language has and this version does not. @throws {ProblemError} For the first such word. */
export function refuseLater(definition: unknown, file: string): void {
  for (const { path, refused, why } of LATER) {
    const value = memberAt(definition, path);
    if (!refused(value)) continue;
    const key = path.filter((part) => part !== 'definition').join('.');
    throw new ProblemError({
      file,
      key,
      value: shown(value),
      message: 'is not yet supported',
      hint: why,
    });
  }
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return undefined;
    current = new Map<string, unknown>(Object.entries(current)).get(key);
  }
  return current;
}
