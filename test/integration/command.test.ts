/** Commands: trees of files, built and judged by the built package. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { startRun } from '../../dist/compose/start-run.js';
import { loadProblem } from '../../dist/evaluators/judge/load-problem.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import { canBuild, commandFolder, RUNS } from './command/command-folder.ts';
import { file, LOOPS, TAKES_TIME, whyNot, WRONG } from './command/programs.ts';
import { WRONG_AT_CHECK, WRONG_AT_LOAD } from './command/wrong-commands.ts';
import type { ProblemFolder } from './judge/problem-folder.ts';
import type { Wrong } from './judge/wrong-problems.ts';

const never = new AbortController().signal;
const secret = '0123456789abcdef0123456789abcdef';

async function openWorld({ path }: ProblemFolder): Promise<ProblemWorld> {
  const options = { problemPath: path, secret, tier: 'auto', concurrency: 1 } as const;
  return await openProblemWorld({ ...options, signal: never });
}

/** The seed program with other files. */
function changed(world: ProblemWorld, files: Readonly<Record<string, string>>): Program {
  const { seedProgram } = world.problem;
  return { ...seedProgram, files: { ...seedProgram.files, ...files } };
}

async function judged(
  world: ProblemWorld,
  files: Readonly<Record<string, string>>,
): Promise<Evaluation> {
  const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
  return (await world.evaluator.evaluate(changed(world, files), plan, never)).evaluation;
}

async function errorOf(
  wrong: Wrong,
  run: (folder: ProblemFolder) => Promise<unknown>,
): Promise<unknown> {
  using folder = commandFolder(wrong.change, wrong.files);
  try {
    await run(folder);
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectToSay(error: unknown, says: readonly string[]): void {
  expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
  for (const part of says) expect(String(error)).toContain(part);
}

describe.skipIf(!canBuild)('workloadEvaluator() with commands', () => {
  let folder: ProblemFolder;
  let world: ProblemWorld;
  beforeAll(async () => {
    folder = commandFolder();
    world = await openWorld(folder);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('workloadEvaluator() measures what went in and came out when a command is right', async () => {
    const [copied, packed, again] = [
      await judged(world, {}),
      await judged(world, file(RUNS)),
      await judged(world, TAKES_TIME),
    ];
    expect(copied).toMatchObject({ status: 'valid', metrics: { ratio: 1 } });
    if (packed.status !== 'valid' || again.status !== 'valid' || copied.status !== 'valid')
      return expect([packed, again]).toBe('valid');
    expect(packed.metrics['ratio']).toBeGreaterThan(5);
    for (const { metrics } of [copied, packed, again])
      expect(metrics['peakMiB']).toBeGreaterThan(0);
    expect(again.signature).toBe(packed.signature);
    expect(copied.signature).not.toBe(packed.signature);
  });

  it.for(WRONG)(
    'workloadEvaluator() gives nothing to commands that $title',
    async ({ files, becomes, says, needsWalls }, { skip }) => {
      if (needsWalls && world.tier !== 'namespace') skip('only namespaces hide files');
      const found = { rule: becomes, detail: expect.stringMatching(says) };
      const reasons = whyNot(await judged(world, files));
      expect(reasons).toContainEqual(expect.objectContaining(found));
    },
  );

  it('workloadEvaluator() builds what was added where it may be', async () => {
    const files = { 'src/more/runs.h': RUNS, 'src/pack.h': '#include "more/runs.h"\n' };
    expect(await judged(world, files)).toMatchObject({ status: 'valid' });
  });

  it('workloadEvaluator() rejects with the reason when it is aborted while a step runs', async () => {
    const abort = new AbortController();
    const loops = changed(world, LOOPS);
    const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
    const judging = world.evaluator.evaluate(loops, plan, abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 1_500);
    await expect(judging).rejects.toThrow('enough');
  });
});

describe.skipIf(!canBuild)('program.exec()', () => {
  it('program.exec() carries files into the tree and out of it when it is asked for them', async () => {
    using folder = commandFolder({
      "steps: { pack: './pack', unpack: './unpack' }": `steps: { pack: 'mkdir -p out && ./pack <"in/raw bytes" >out/packed && rm -f absent', unpack: './unpack' }`,
      "const packed = (await program.exec('pack', { stdin: workload })).stdout;": `const { files, stdout: printed } = await program.exec('pack', { files: { 'in/raw bytes': workload, 'in/more': Buffer.from('more') }, take: ['out/packed', 'absent', 'in/more'] });
    const packed = files['out/packed'];
    if (printed.length > 0 || 'absent' in files || String(files['in/more']) !== 'more') throw new Error('It did not come as it went');`,
    });
    await using world = await openWorld(folder);
    expect(await judged(world, file(RUNS))).toMatchObject({ status: 'valid' });
  });
});

describe('loadProblem() of a command', () => {
  it.each(WRONG_AT_LOAD)(
    'loadProblem() names place, key and remedy when there is $title',
    async (wrong) => {
      expectToSay(await errorOf(wrong, ({ path }) => loadProblem(path)), wrong.says);
    },
  );

  it('loadProblem() refuses what is no text when it lies in a tree', async () => {
    using folder = commandFolder();
    writeFileSync(`${folder.path}/tree/picture.bin`, new Uint8Array([0xff, 0xfe, 0]));
    await expect(loadProblem(folder.path)).rejects.toThrow(/holds picture\.bin, which is no text/);
  });
});

describe.skipIf(!canBuild)('openProblemWorld() of a command', () => {
  it.each(WRONG_AT_CHECK)(
    'openProblemWorld() names place, key and remedy when $title',
    async (wrong) => {
      expectToSay(
        await errorOf(wrong, async (folder) => (await openWorld(folder))[Symbol.asyncDispose]()),
        wrong.says,
      );
    },
  );
});

describe.skipIf(!canBuild)('startRun() of a command', () => {
  it('startRun() refuses it when nothing proposes changes of trees', async () => {
    using folder = commandFolder();
    const starting = startRun({
      problemPath: folder.path,
      budget: { trials: 1 },
      strategy: 'greedy',
      strategyOptions: {},
      tier: 'auto',
      outFolder: `${folder.path}/run`,
      signal: never,
    });
    await expect(starting).rejects.toMatchObject({ code: 'BARBICAN_CONFIG' });
    await expect(starting).rejects.toThrow(
      /seed program is a tree of files, which only models can change/,
    );
  });
});
