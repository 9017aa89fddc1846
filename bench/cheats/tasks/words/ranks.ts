import { atMost, defineProblem, defineWorkloads, int, minimize, slow } from 'barbican';
import { z } from 'zod';

/** The answer is known, so that only time counts: CPU time of all the program's processes. */
export const ranks = (extension: string) =>
  defineProblem({
    name: 'ranks',
    summary: 'For each number, count the smaller ones that come after it, in little time.',
    program: {
      kind: 'function',
      seed: `./seed.${extension}`,
      entry: 'count',
      input: z.array(z.number()),
      output: z.array(z.int()),
    },
    limits: { callMs: 1_500, workloadMs: 2_000, memoryMiB: 256, outputBytes: 1_000_000 },
    workloads: defineWorkloads({
      params: { numbers: int(0, 5_000) },
      typical: { numbers: int(4_000, 5_000) },
      regimes: { many: {}, few: slow({ numbers: int(0, 50) }) },
      perRegime: { search: 4, selection: 4, holdout: 4 },
      generate: ({ params, rng }) =>
        Array.from({ length: params.numbers }, () => rng.int(0, 1_000_000)),
    }),
    metrics: { cpuMs: minimize('ms'), wallMs: minimize('ms') },
    measure: ({ usage: { cpuMs, wallMs } }) => ({ cpuMs, wallMs }),
    invariants: {
      'the counts are right': ({ workload, output }) => {
        const counts = countSmaller(workload);
        return output.length === counts.length && output.every((count, i) => count === counts[i]);
      },
    },
    objectives: ['cpuMs'],
    constraints: { cpuMs: [atMost(1_000), atMost(20, { in: 'few' })], wallMs: atMost(1_500) },
    baselines: { nested: `./baselines/nested.${extension}` },
  });

/** By a tree of sums over the numbers in order, from the end. */
function countSmaller(numbers: readonly number[]): number[] {
  const place = new Map(
    [...new Set(numbers)].sort((a, b) => a - b).map((number, i) => [number, i + 1]),
  );
  const sums = new Map<number, number>();
  const counts: number[] = [];
  for (const number of numbers.toReversed()) {
    const at = place.get(number) ?? 0;
    let smaller = 0;
    for (let i = at - 1; i > 0; i -= i & -i) smaller += sums.get(i) ?? 0;
    for (let i = at; i <= place.size; i += i & -i) sums.set(i, (sums.get(i) ?? 0) + 1);
    counts.push(smaller);
  }
  return counts.reverse();
}
