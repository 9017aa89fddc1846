import { atMost, defineProblem, floor, minimize, violated } from 'barbican';
import { z } from 'zod';
import { workloads } from './workloads/regimes.ts';

/** Bytes as base64. */
const Bytes = z.strictObject({ bytes: z.base64() });

export default defineProblem({
  name: 'compressor',
  summary: 'Pack files into fewer bytes, in little time, so that they can be unpacked again.',
  background: `A program packs and unpacks, in two processes that share nothing but the packed bytes. Files are text of many kinds,
a few kB each; bytes without any order and zeros must not break it.`,
  program: {
    kind: 'policy',
    seed: './seed.ts',
    entry: 'start',
    config: z.object({ task: z.enum(['pack', 'unpack']) }),
    observation: Bytes,
    action: Bytes,
  },
  limits: { callMs: 4_000, workloadMs: 8_000, memoryMiB: 256 },
  workloads,

  // Two instances: what the second has not from the packed bytes, it does not have.
  drive: async ({ workload, program }) => {
    const packer = await program.start({ task: 'pack' });
    const packed = canonical((await packer.step(workload)).bytes);
    const unpacker = await program.start({ task: 'unpack' });
    const back = (await unpacker.step({ bytes: packed })).bytes;
    return { packedBytes: sizeOf(packed), isSame: canonical(back) === workload.bytes };
  },

  metrics: {
    packedShare: minimize('share', { across: 'ratio' }),
    cpuMs: minimize('ms', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    packedShare: { top: output.packedBytes, bottom: sizeOf(workload.bytes) },
    cpuMs: usage.cpuMs,
  }),
  invariants: {
    'what is unpacked is what was packed': ({ output }) =>
      output.isSame || violated('other bytes came back'),
  },
  objectives: ['packedShare'],
  // Both starts are in it.
  constraints: { packedShare: floor({ than: 'lz' }), cpuMs: atMost(1_000) },
  baselines: {
    lz: './baselines/lz.ts',
    'run-lengths': './baselines/run-lengths.ts',
    stored: './baselines/stored.ts',
  },
});

/** The one way to write these bytes: what a program hides in another way to write them does not travel. */
function canonical(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64');
}

function sizeOf(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}
