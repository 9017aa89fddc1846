/** Problems whose steps are counted, judged by the built package. */
import { describe, expect, it } from 'vitest';
import { openProblemWorld } from '../../dist/compose/problem-world.js';
import { canBuild, commandFolder } from './command/command-folder.ts';
import { uncountable } from './counted/counted-tree.ts';
import { pythonCommandFolder } from './python/command-folder.ts';

const never = new AbortController().signal;

describe.skipIf(uncountable !== undefined || !canBuild)(
  'workloadEvaluator() with counted steps',
  () => {
    /** The problem in both languages, which packs for its instructions. */
    const typescript = {
      "steps: { pack: './pack', unpack: './unpack' },":
        "steps: { pack: './pack', unpack: './unpack' }, counted: { packCounted: './pack' },",
      "const packed = (await program.exec('pack', { stdin: workload })).stdout;":
        "const packed = (await program.exec('packCounted', { stdin: workload })).stdout;",
      "packMs: minimize('ms', { across: 'worst' }),":
        "packMs: minimize('ms', { across: 'worst' }), instructions: minimize('instructions'), others: minimize('runs'),",
      'packMs: usage.pack.cpuMs,':
        'packMs: usage.pack.cpuMs, instructions: usage.packCounted.instructions, others: usage.calls,',
      'workloadMs: 2_500,': 'workloadMs: 30_000,',
    };
    const python = {
      "steps=dict(pack='./pack', unpack='./unpack'),":
        "steps=dict(pack='./pack', unpack='./unpack'), counted=dict(packCounted='./pack'),",
      "packed = program.exec('pack', stdin=workload).stdout":
        "packed = program.exec('packCounted', stdin=workload).stdout",
      "packMs=minimize('ms', across='worst'),":
        "packMs=minimize('ms', across='worst'), instructions=minimize('instructions'), others=minimize('runs'),",
      'packMs=usage.pack.cpu_ms,':
        'packMs=usage.pack.cpu_ms, instructions=usage.packCounted.instructions, others=usage.calls,',
      'workload_ms=2_500,': 'workload_ms=30_000,',
    };

    it.each([
      ['typescript', () => commandFolder(typescript)],
      ['python', () => pythonCommandFolder(python)],
    ])(
      'gives instructions to a judge in %s, and adds up only what was not counted',
      async (_, made) => {
        using folder = made();
        const options = {
          problemPath: folder.path,
          secret: '0'.repeat(32),
          tier: 'auto',
          concurrency: 1,
        } as const;
        await using world = await openProblemWorld({ ...options, signal: never });
        const { seedProgram, metrics } = world.problem;
        const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
        const { evaluation } = await world.evaluator.evaluate(seedProgram, plan, never);
        if (evaluation.status !== 'valid') return expect(evaluation).toBe('valid');
        expect(evaluation.metrics).toMatchObject({ packMs: 0, others: 1 });
        expect(evaluation.metrics['instructions']).toBeGreaterThan(10_000);
        const counts = metrics.find(({ name }) => name === 'instructions');
        expect(counts).toMatchObject({ readsUsage: true, readsWall: false });
      },
    );
  },
);
