/** Commands whose problem is stated in Python: what `problem.ts` says of a program, `problem.py` says too. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import type { Artifacts, Evaluation } from '../../src/domain/evaluation.ts';
import { canBuild, commandFolder, copies, RUNS } from './command/command-folder.ts';
import { file, LOOPS, TAKES_TIME, whyNot, WRONG } from './command/programs.ts';
import type { ProblemFolder } from './judge/problem-folder.ts';
import { SAME_BYTES } from './parity/commands.ts';
import { pythonCommandFolder } from './python/command-folder.ts';
import { PYTHON_WRONG_COMMANDS } from './python/wrong-commands.ts';

const never = new AbortController().signal;
const secret = '0123456789abcdef0123456789abcdef';
const PLAN = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;

async function openWorld({ path }: ProblemFolder): Promise<ProblemWorld> {
  const options = { problemPath: path, secret, tier: 'auto', concurrency: 1 } as const;
  return await openProblemWorld({ ...options, signal: never });
}

/** What is said of the seed program with other files. */
async function judged(
  { evaluator, problem: { seedProgram } }: ProblemWorld,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly evaluation: Evaluation; readonly artifacts: Artifacts }> {
  const program = { ...seedProgram, files: { ...seedProgram.files, ...files } };
  const { evaluation, artifacts } = await evaluator.evaluate(program, PLAN, never);
  return { evaluation, artifacts };
}

/** What depends neither on the clock nor on chance. */
function told({ evaluation, artifacts }: Awaited<ReturnType<typeof judged>>): object {
  if (evaluation.status === 'failed') {
    const { failure, finished } = evaluation;
    const detail = failure.detail
      .replace(/within \d+ ms/u, 'within its time')
      .replaceAll(/\/tmp\/cc\w+/gu, 'a file of the compiler');
    return { failure: { ...failure, detail }, finished: finished.length, artifacts };
  }
  const { ratio } = evaluation.metrics;
  const perWorkload = evaluation.perWorkload.map(({ values, ...where }) => ({
    ...where,
    ratio: values['ratio'],
  }));
  return evaluation.status === 'valid'
    ? { ratio, perWorkload, artifacts, signature: evaluation.signature }
    : { ratio, perWorkload, artifacts, violations: evaluation.violations };
}

describe.skipIf(!canBuild)('workloadEvaluator() with commands of problem.py', () => {
  let folders: readonly ProblemFolder[];
  let inTs: ProblemWorld;
  let inPy: ProblemWorld;
  beforeAll(async () => {
    const [ts, py] = [commandFolder(SAME_BYTES.ts), pythonCommandFolder(SAME_BYTES.py)];
    folders = [ts, py];
    inTs = await openWorld(ts);
    inPy = await openWorld(py);
  });
  afterAll(async () => {
    for (const world of [inTs, inPy]) await world[Symbol.asyncDispose]();
    for (const folder of folders) folder[Symbol.dispose]();
  });

  it.each([
    { title: 'copies', files: {}, ratio: 1 },
    { title: 'packs', files: file(RUNS), ratio: 30_000 / 6_668 },
  ])(
    'workloadEvaluator() measures what problem.ts measures when a command $title',
    async ({ files, ratio }) => {
      const came = await judged(inPy, files);
      expect(came.evaluation).toMatchObject({ status: 'valid', metrics: { ratio } });
      expect(told(came)).toEqual(told(await judged(inTs, files)));
    },
  );

  it('workloadEvaluator() measures the memory of a step when it takes time', async () => {
    const { evaluation } = await judged(inPy, TAKES_TIME);
    expect(evaluation.status === 'valid' && evaluation.metrics['peakMiB']).toBeGreaterThan(0);
  });

  it.for(WRONG)(
    'workloadEvaluator() says what problem.ts says of commands that $title',
    async ({ files, becomes, says, needsWalls }, { skip }) => {
      if (needsWalls && inPy.tier !== 'namespace') skip('only namespaces hide files');
      const came = await judged(inPy, files);
      const found = { rule: becomes, detail: expect.stringMatching(says) };
      expect(whyNot(came.evaluation)).toContainEqual(expect.objectContaining(found));
      expect(told(came)).toEqual(told(await judged(inTs, files)));
    },
  );

  it('workloadEvaluator() hands on what steps print to standard error', async () => {
    const files = file(copies('fprintf(stderr, "packing\\n");'));
    const came = await judged(inPy, files);
    expect(came.artifacts.stderr).toContain('packing');
    expect(told(came)).toEqual(told(await judged(inTs, files)));
  });

  it('workloadEvaluator() rejects with the reason when it is aborted while a step runs', async () => {
    const abort = new AbortController();
    const { seedProgram } = inPy.problem;
    const loops = { ...seedProgram, files: { ...seedProgram.files, ...LOOPS } };
    const judging = inPy.evaluator.evaluate(loops, PLAN, abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 1_500);
    await expect(judging).rejects.toThrow('enough');
  });
});

describe.skipIf(!canBuild)('program.exec() of problem.py', () => {
  it('program.exec() carries files into the tree and out of it when it is asked for them', async () => {
    using folder = pythonCommandFolder({
      "steps=dict(pack='./pack', unpack='./unpack')": `steps=dict(pack='mkdir -p out && ./pack <"in/raw bytes" >out/packed && rm -f absent', unpack='./unpack')`,
      "    packed = program.exec('pack', stdin=workload).stdout\n": `    given = {'in/raw bytes': workload, 'in/more': bytearray(b'more')}
    result = program.exec('pack', files=given, take=['out/packed', 'absent', 'in/more'])
    packed = result.files['out/packed']
    if result.stdout or 'absent' in result.files or result.files['in/more'] != b'more':
        raise ValueError('It did not come as it went')
`,
    });
    await using world = await openWorld(folder);
    expect((await judged(world, file(RUNS))).evaluation).toMatchObject({ status: 'valid' });
  });

  it('program.exec() gives what a step printed and how it ended when it fails', async () => {
    using folder = pythonCommandFolder({
      "unpack='./unpack')": `unpack='./unpack', fails='cat; echo no idea >&2; exit 7', dies='kill -9 $$')`,
      '    packed = ': `    failed = program.exec('fails', stdin=b'out')
    if (failed.exit_code, failed.stdout, failed.files) != (7, b'out', {}):
        raise ValueError(failed)
    if program.exec('dies').exit_code != 137:
        raise ValueError('It did not die')
    packed = `,
    });
    await using world = await openWorld(folder);
    const { evaluation, artifacts } = await judged(world, file(RUNS));
    expect(evaluation).toMatchObject({ status: 'valid' });
    expect(artifacts.stderr).toContain('no idea');
  });
});

describe.skipIf(!canBuild)('openProblemWorld() of a command in problem.py', () => {
  it.each(PYTHON_WRONG_COMMANDS)(
    'openProblemWorld() names place, key and remedy when there is $title',
    async ({ change, files, says }) => {
      using folder = pythonCommandFolder(change, files);
      const opening = openWorld(folder);
      await expect(opening).rejects.toMatchObject({ code: 'BARBICAN_CONFIG' });
      const error: unknown = await opening.catch((caught: unknown) => caught);
      for (const part of says) expect(String(error)).toContain(part);
    },
  );

  it('openProblemWorld() refuses what is no text when it lies in a tree', async () => {
    using folder = pythonCommandFolder();
    writeFileSync(`${folder.path}/tree/picture.bin`, new Uint8Array([0xff, 0xfe, 0]));
    await expect(openWorld(folder)).rejects.toThrow(/holds picture\.bin, which is no text/);
  });
});
