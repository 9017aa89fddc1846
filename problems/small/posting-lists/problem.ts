import { atMost, defineProblem, exact, minimize, violated } from 'barbican';
import { z } from 'zod';
import { bitsOf, fewestBits, LONGEST } from './measures/bits.ts';
import { workloads } from './workloads/regimes.ts';

export default defineProblem({
  name: 'posting-lists',
  summary:
    'Cut the gaps of a posting list into blocks so that the list takes few bits, and cut fast.',
  background: `A search index stores, for each word, the numbers of the documents that have it, as gaps between them. A block of at most
${LONGEST} gaps costs 16 bits for its length and width, and for each of its gaps as many bits as the largest one needs. Many small
blocks pay with headers, few large ones with bits that most gaps do not need. A dynamic programme finds the best cut in
O(${LONGEST} n); an index has no time for it.`,
  program: {
    kind: 'function',
    seed: './seed.c',
    entry: 'cut',
    input: z.array(z.int().positive()),
    output: z.array(z.int().min(1).max(LONGEST)),
  },
  limits: { callMs: 1_000, workloadMs: 10_000, memoryMiB: 64 },
  workloads,
  drive: async ({ workload, program }) => {
    const cuts = [];
    for (const gaps of workload) cuts.push(await program.call(gaps));
    return cuts;
  },
  metrics: {
    bitsPerGap: minimize('bits', { across: 'ratio' }),
    cpuNsPerGap: minimize('ns', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => {
    const gaps = workload.reduce((sum, list) => sum + list.length, 0);
    const bits = workload.reduce((sum, list, i) => sum + bitsOf(list, output[i]), 0);
    return { bitsPerGap: { top: bits, bottom: gaps }, cpuNsPerGap: (1e6 * usage.cpuMs) / gaps };
  },
  bound: ({ workload }) => {
    const gaps = workload.reduce((sum, list) => sum + list.length, 0);
    return {
      bitsPerGap: exact(workload.reduce((sum, list) => sum + fewestBits(list), 0) / gaps),
    };
  },
  invariants: {
    'every gap is in one block': ({ workload, output }) => {
      const wrong = workload.findIndex(
        (list, i) => output[i].reduce((sum, length) => sum + length, 0) !== list.length,
      );
      return wrong < 0 || violated(`the blocks of list ${wrong} hold other than its gaps`);
    },
  },
  objectives: ['bitsPerGap'],
  constraints: { cpuNsPerGap: atMost(2_000, { in: 'overall' }) },
  baselines: { fixed: './baselines/fixed.c', greedy: './baselines/greedy.rs' },
});
