import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeScaffold } from '../../dist/cli/commands/init.js';
import { startJudge } from '../../dist/compose/start-judge.js';
import { checkProblem } from '../../dist/evaluators/check/check-problem.js';
import { describeProblem } from '../../dist/evaluators/describe-problem.js';
import { workloadEvaluator } from '../../dist/evaluators/workload.js';
import { systemClock } from '../../dist/lib/clock.js';
import { pythonsWith } from '../../dist/lib/node/pythons.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { MachineSandbox } from '../../src/sandboxes/sandbox.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import { problemFolder, type ProblemFolder } from './judge/problem-folder.ts';
import { pythonProblemFolder } from './python/problem-folder.ts';
import { WRONG_AT_CHECK } from './python/wrong-at-check.ts';
import { WRONG_AT_LOAD, type Wrong } from './python/wrong-at-load.ts';

const secret = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;
const hasNumpy = (await pythonsWith(['numpy'])).found.length > 0;
const JS_SORT = 'export function sort(numbers) { return numbers.toSorted((a, b) => a - b); }\n';
const PY_SORT = 'def sort(numbers):\n    return sorted(numbers)\n';

let sandbox: MachineSandbox;
beforeAll(async () => {
  sandbox = await openMachineSandbox('auto');
});
afterAll(() => sandbox[Symbol.dispose]());

async function check(problemPath: string): Promise<unknown> {
  const options = {
    problemPath,
    startJudge: () => startJudge({ problemPath, secret }),
    sandbox,
    clock: systemClock,
    drawNonce: randomUUID,
    concurrency: 1,
  };
  return checkProblem(options, never);
}

async function errorOf(wrong: Wrong, run: (path: string) => Promise<unknown>): Promise<unknown> {
  using folder = pythonProblemFolder(wrong.change, wrong.files);
  try {
    await run(folder.path);
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectToSay(error: unknown, says: readonly string[]): void {
  expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
  for (const part of says) expect(String(error)).toContain(part);
}

async function describePath(problemPath: string): Promise<unknown> {
  await using judge = await startJudge({ problemPath, secret });
  return await judge.describe();
}

/** Judges programs in the order given by one judge, on the first rung and the rest. */
async function judged(
  folder: ProblemFolder,
  programs: readonly Program[],
): Promise<readonly Evaluation[]> {
  const problemPath = folder.path;
  await using judge = await startJudge({ problemPath, secret });
  const world = { judge, sandbox, drawNonce: randomUUID, clock: systemClock, problemPath };
  const problem = await describeProblem(world, never);
  await using evaluator = workloadEvaluator({
    startJudge: () => startJudge({ problemPath, secret }),
    sandbox,
    problem,
    concurrency: 1,
    clock: systemClock,
    drawNonce: randomUUID,
  });
  const evaluations: Evaluation[] = [];
  const plan = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;
  for (const program of programs)
    evaluations.push((await evaluator.evaluate(program, plan, never)).evaluation);
  return evaluations;
}

const python = (text: string): Program => ({
  language: 'python',
  main: 'p.py',
  files: { 'p.py': text },
});
const javascript = (text: string): Program => ({
  language: 'javascript',
  main: 'p.js',
  files: { 'p.js': text },
});

describe('startJudge() of problem.py', () => {
  it.each(WRONG_AT_LOAD)(
    'startJudge() names place, key and remedy when there is $title',
    async (wrong) => {
      expectToSay(await errorOf(wrong, describePath), wrong.says);
    },
  );

  it('startJudge() refuses a folder when it holds a problem in both languages', async () => {
    using folder = pythonProblemFolder({}, { 'problem.ts': '' });
    const both = startJudge({ problemPath: folder.path, secret });
    await expect(both).rejects.toThrow(/holds both problem.py and problem.ts/);
  });

  it('startJudge() gives the same description when the folder is elsewhere', async () => {
    using one = pythonProblemFolder();
    using other = pythonProblemFolder();
    expect(await describePath(one.path)).toEqual(await describePath(other.path));
  });

  it('startJudge() gives another hash when something that judges is another', async () => {
    using one = pythonProblemFolder({ 'import math': 'import extra' }, { 'extra.py': 'x = 1\n' });
    using other = pythonProblemFolder({ 'import math': 'import extra' }, { 'extra.py': 'x = 2\n' });
    const [a, b] = [await describePath(one.path), await describePath(other.path)];
    expect(a).not.toEqual(b);
  });
});

describe('checkProblem() of problem.py', () => {
  it.each(WRONG_AT_CHECK)(
    'checkProblem() names place, key and remedy when $title',
    async (wrong) => {
      expectToSay(await errorOf(wrong, check), wrong.says);
    },
  );

  it('checkProblem() reports what it does for the same problem in TypeScript', async () => {
    using inPython = pythonProblemFolder({}, { 'same.py': 'def sort(numbers): return numbers\n' });
    using inTypeScript = problemFolder();
    const expected = {
      programs: [{ name: 'seed', overall: { misplaced: 0 } }, { name: 'same' }],
      bounds: [{ metric: 'misplaced', exact: 6, relaxed: 0, none: 0 }],
      relations: ['order does not matter'],
      noise: [{ metric: 'misplaced', relative: 0 }, { metric: 'ms' }],
      problem: {
        metrics: [{ readsUsage: false }, { readsUsage: true, readsWall: false }],
        constraints: [
          { kind: 'atMost', metric: 'ms', limit: 1000, scope: 'every regime' },
          { kind: 'floor', metric: 'misplaced', by: 0.02, scope: 'every regime' },
        ],
      },
    };
    expect(await check(inPython.path)).toMatchObject(expected);
    expect(await check(inTypeScript.path)).toMatchObject(expected);
  });
});

describe('checkProblem() of two languages', () => {
  it('checkProblem() reports the same when the programs are in the other language', async () => {
    const report = { programs: [{ name: 'seed', overall: { misplaced: 0 } }, { name: 'same' }] };
    using inPython = pythonProblemFolder({ './seed.py': './seed.js' }, { 'seed.js': JS_SORT });
    expect(await check(inPython.path)).toMatchObject(report);
    using inTypeScript = problemFolder({ './seed.ts': './seed.py' }, { 'seed.py': PY_SORT });
    expect(await check(inTypeScript.path)).toMatchObject(report);
  });
});

describe('writeScaffold()', () => {
  it('writeScaffold() makes a problem that is sound when it is to be in Python', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'barbican-init-'));
    writeScaffold(folder, 'python');
    const report = await check(folder);
    rmSync(folder, { recursive: true, force: true });
    expect(report).toMatchObject({
      programs: [{ name: 'seed' }, { name: 'first come' }],
      bounds: [{ metric: 'makespan', relaxed: 12, none: 0 }],
    });
  });
});

describe('workloadEvaluator()', () => {
  it('workloadEvaluator() gives the same verdicts when judge and program speak either language', async () => {
    const wrong: readonly [Program, Program][] = [
      [javascript(JS_SORT), python(PY_SORT)],
      [
        javascript('export const sort = (x) => x.map(() => NaN);'),
        python('def sort(x): return [float("nan") for _ in x]'),
      ],
      [javascript('export const sort = () => [];'), python('def sort(_): return []')],
      [javascript('export const sort = () => undefined;'), python('def sort(_): pass')],
      [
        javascript('export const sort = () => { throw new TypeError("no"); };'),
        python('def sort(_): raise TypeError("no")'),
      ],
      [javascript('export const sort = () => { for (;;); };'), python('def sort(_):\n while 1: 1')],
      [javascript('export const sort = ('), python('def sort(')],
      [javascript('export const other = 1;'), python('other = 1')],
      [javascript('process.exit(3); export const sort = 1;'), python('import sys; sys.exit(3)')],
    ];
    using inPython = pythonProblemFolder();
    using inTypeScript = problemFolder();
    const verdicts = [];
    for (const folder of [inPython, inTypeScript])
      for (const side of [0, 1] as const)
        verdicts.push(
          (
            await judged(
              folder,
              wrong.map((pair) => pair[side]),
            )
          ).map(verdictOf),
        );
    expect(verdicts[0]).toEqual([
      'valid',
      'bad-output',
      'invalid',
      'bad-output',
      'crash',
      'timeout',
      'compile',
      'missing-entry',
      'exit',
    ]);
    for (const other of verdicts.slice(1)) expect(other).toEqual(verdicts[0]);
  });

  it('workloadEvaluator() gives equal signatures when the outputs are equal', async () => {
    using folder = pythonProblemFolder();
    const [first, second] = await judged(folder, [
      python(PY_SORT),
      python('def sort(x):\n    x.sort()\n    return tuple(x)\n'),
    ]);
    expect(first).toMatchObject({ status: 'valid' });
    expect(second).toMatchObject({ status: 'valid', perWorkload: expect.any(Array) });
    if (first?.status === 'valid' && second?.status === 'valid')
      expect(second.signature).toBe(first.signature);
  });

  it.skipIf(!hasNumpy)(
    'workloadEvaluator() gives a program the modules that the problem names',
    async () => {
      const numpy = 'import numpy as np\ndef sort(x):\n    return np.sort(np.asarray(x, float))\n';
      using folder = pythonProblemFolder({ "'sort', input": "'sort', modules=['numpy'], input" });
      expect(await judged(folder, [python(numpy)])).toMatchObject([{ status: 'valid' }]);
      using without = pythonProblemFolder();
      expect(await judged(without, [python(numpy)])).toMatchObject([
        {
          status: 'failed',
          failure: {
            kind: 'crash',
            detail: expect.stringMatching(
              /^ModuleNotFoundError: No module named 'numpy'; .*program\.modules/u,
            ),
          },
        },
      ]);
    },
  );

  it.skipIf(!hasNumpy)('workloadEvaluator() works when the problem itself uses numpy', async () => {
    using folder = pythonProblemFolder({
      'import math': 'import numpy as np',
      '[rng.randint(0, 99)': 'np.array([rng.randint(0, 99)',
      "range(params['length'])]": "range(params['length'])])",
      'return sorted(numbers) if': 'return np.sort(numbers) if',
      'misplaced=misplaced': 'misplaced=np.float64(misplaced)',
      'return len(output) == len(workload)': 'return np.bool_(len(output) == len(workload))',
    });
    expect(await check(folder.path)).toMatchObject({
      programs: [{ overall: { misplaced: 0 } }, {}],
    });
  });
});

function verdictOf(evaluation: Evaluation): string {
  return evaluation.status === 'failed' ? evaluation.failure.kind : evaluation.status;
}
