import { atMost, defineProblem, defineWorkloads, int, minimize, slow } from 'barbican';
import { z } from 'zod';

/** Work that no call shares with another: only the time of the calls counts. */
export const steps = (extension: string, size: number) =>
  defineProblem({
    name: 'steps',
    summary: 'Count the numbers of a block whose Collatz path is odd, in little time.',
    program: {
      kind: 'function',
      seed: `./seed.${extension}`,
      entry: 'count',
      input: z.int(),
      output: z.int(),
    },
    limits: { callMs: 1_500, workloadMs: 2_000, memoryMiB: 256, outputBytes: 1_000 },
    workloads: defineWorkloads({
      params: { block: int(0, 99) },
      regimes: { any: {}, first: slow({ block: 0 }) },
      perRegime: { search: 4, selection: 4, holdout: 4 },
      generate: ({ params }) => params.block,
    }),
    metrics: { cpuMs: minimize('ms'), wallMs: minimize('ms') },
    measure: ({ usage: { cpuMs, wallMs } }) => ({ cpuMs, wallMs }),
    invariants: { 'the count is right': ({ workload, output }) => output === odd(workload, size) },
    objectives: ['cpuMs'],
    constraints: { cpuMs: atMost(500), wallMs: atMost(1_500) },
    baselines: { plain: `./baselines/plain.${extension}` },
  });

function odd(block: number, size: number): number {
  let count = 0;
  for (let start = 1 + size * block; start <= size * (block + 1); start++) {
    let parity = 0;
    for (let n = start; n > 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) parity ^= 1;
    count += parity;
  }
  return count;
}
