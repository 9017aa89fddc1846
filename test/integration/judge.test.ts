import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../../dist/evaluators/check/check-problem.js';
import { formatCheckReport } from '../../dist/evaluators/check/format.js';
import { startJudge } from '../../dist/compose/start-judge.js';
import { systemClock } from '../../dist/lib/clock.js';
import { describe as describeLoaded } from '../../src/evaluators/judge/describe.ts';
import { loadProblem } from '../../src/evaluators/judge/load-problem.ts';
import { plainSandbox } from './judge/plain-sandbox.ts';
import { problemFolder } from './judge/problem-folder.ts';
import { WRONG_AT_CHECK, WRONG_AT_LOAD, type Wrong } from './judge/wrong-problems.ts';

const secret = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;

async function errorOf(wrong: Wrong, run: (path: string) => Promise<unknown>): Promise<unknown> {
  using folder = problemFolder(wrong.change, wrong.files);
  try {
    await run(folder.path);
  } catch (error) {
    return error;
  }
  return undefined;
}

async function check(problemPath: string): Promise<unknown> {
  const options = {
    problemPath,
    startJudge: () => startJudge({ problemPath, secret }),
    sandbox: plainSandbox(),
    clock: systemClock,
    drawNonce: randomUUID,
    concurrency: 1,
  };
  return checkProblem(options, never);
}

function expectToSay(error: unknown, says: readonly string[]): void {
  expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
  for (const part of says) expect(String(error)).toContain(part);
}

describe('loadProblem()', () => {
  it.each(WRONG_AT_LOAD)(
    'loadProblem() names place, key and remedy when there is $title',
    async (wrong) => {
      expectToSay(
        await errorOf(wrong, async (path) => describeLoaded(await loadProblem(path))),
        wrong.says,
      );
    },
  );
});

/** The problem with a module of its own. */
const IMPORTING = {
  "summary: 'Sort numbers.',": 'summary: `Sort numbers. ${String(more).slice(0, 0)}`,',
  "import { z } from 'zod';": "import { z } from 'zod';\nimport { more } from './more.ts';",
};

describe('startJudge()', () => {
  it.each(WRONG_AT_LOAD.slice(0, 2))(
    'startJudge() says the same when there is $title',
    async (wrong) => {
      expectToSay(
        await errorOf(wrong, (problemPath) => startJudge({ problemPath, secret })),
        wrong.says,
      );
    },
  );

  it('startJudge() names the folder when there is no problem in it', async () => {
    const missing = startJudge({ problemPath: '/nowhere/at/all', secret });
    await expect(missing).rejects.toThrow(/\/nowhere\/at\/all: does not exist/);
  });

  it('startJudge() gives the same description when the folder is elsewhere', async () => {
    using one = problemFolder();
    using other = problemFolder();
    const hashes = [];
    for (const { path } of [one, other]) {
      await using judge = await startJudge({ problemPath: path, secret });
      hashes.push((await judge.describe()).problemHash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('startJudge() gives another description when a module that the problem imports is another', async () => {
    const hashes = [];
    for (const more of ['1', '2']) {
      using folder = problemFolder(IMPORTING, {
        'more.ts': `export const more: number = ${more};\n`,
      });
      await using judge = await startJudge({ problemPath: folder.path, secret });
      hashes.push((await judge.describe()).problemHash);
    }
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it.each([
    ['waits at its top', 'export const more = await Promise.resolve(1);\n'],
    ['asks where it lies', 'export const more = import.meta.url.length;\n'],
    [
      'has what is more than types',
      'enum More { one = 1 }\nexport const more: number = More.one;\n',
    ],
    [
      'has decorators',
      'const as = (_: object) => undefined;\n@as class More {}\nexport const more = More.length;\n',
    ],
  ])('startJudge() loads a problem with a module that %s', async (_, text) => {
    using folder = problemFolder(IMPORTING, { 'more.ts': text });
    await using judge = await startJudge({ problemPath: folder.path, secret });
    expect(await judge.describe()).toMatchObject({ name: 'sorting' });
  });
});

describe('checkProblem()', () => {
  it.each(WRONG_AT_CHECK)(
    'checkProblem() names place, key and remedy when $title',
    async (wrong) => {
      expectToSay(await errorOf(wrong, check), wrong.says);
    },
  );

  it('checkProblem() reports scores, floors, noise and speed when the problem is sound', async () => {
    using folder = problemFolder();
    const report = await check(folder.path);
    expect(report).toMatchObject({
      programs: [{ name: 'seed', overall: { misplaced: 0 } }, { name: 'same' }],
      bounds: [{ metric: 'misplaced', exact: 6, relaxed: 0, none: 0 }],
      relations: ['order does not matter'],
      noise: [{ metric: 'misplaced', relative: 0 }, { metric: 'ms' }],
      problem: { metrics: [{ readsUsage: false }, { readsUsage: true, readsWall: false }] },
    });
    // @ts-expect-error The report comes from the built package, whose types are those of the source.
    expect(formatCheckReport(report).join('\n')).toMatch(/seed\s+0/);
  });
});
