/** What is bad about a program or a problem in Python must have a name, and do no harm to the next one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJudge } from '../../dist/compose/start-judge.js';
import { noPythonText, pythonsWith } from '../../dist/lib/node/pythons.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { type Evaluating, evaluating, fixtureNames } from './judge/evaluating.ts';
import { type ProblemFolder, problemFolder } from './judge/problem-folder.ts';
import { BAD_PROGRAMS, HONEST } from './python/bad-programs.ts';
import { pythonProblemFolder } from './python/problem-folder.ts';

/** Programs in JavaScript that lie on the channel or answer badly, and what `bad-programs.test.ts` expects of them. */
const LIARS: Readonly<Record<string, string>> = {
  'answers-another-request': 'protocol',
  'answers-before-it-is-asked': 'protocol',
  'answers-twice-lie-first': 'invalid',
  'answers-twice-lie-last': 'valid',
  'claims-a-giant-frame': 'output-limit',
  'floods-its-channel': 'timeout',
  'reads-its-channel': 'timeout',
  'returns-infinity': 'bad-output',
  'returns-minus-zero': 'valid',
  'returns-nan': 'bad-output',
  'returns-nothing': 'bad-output',
  'returns-text': 'bad-output',
  'returns-too-much': 'output-limit',
  'sends-a-deep-frame': 'bad-output',
  'sends-a-torn-frame': 'protocol',
  'sends-a-wrong-nonce-when-called': 'protocol',
  'sends-half-a-frame': 'timeout',
  'sends-invalid-utf-8': 'protocol',
};

const secret = '0123456789abcdef0123456789abcdef';
const JUDGES = [
  {
    judge: 'problem.ts',
    makeFolder: () => problemFolder({ './seed.ts': './seed.py' }, { 'seed.py': HONEST }),
  },
  { judge: 'problem.py', makeFolder: () => pythonProblemFolder() },
] as const;

describe.each(JUDGES)(
  'evaluate() of a bad program in Python, judged by $judge',
  ({ makeFolder }) => {
    let folder: ProblemFolder;
    let world: Evaluating;
    beforeAll(async () => {
      folder = makeFolder();
      world = await evaluating(folder.path);
    });
    afterAll(async () => {
      await world[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    });

    it.each(BAD_PROGRAMS)(
      'evaluate() says what is wrong when it $title',
      async ({ text, kind, says }) => {
        const { evaluation } = await world.judge(python(text));
        expect({ kind: verdictOf(evaluation), evaluation }).toMatchObject({ kind });
        expect(JSON.stringify(evaluation)).toMatch(says);
        expect(verdictOf((await world.judge(python(HONEST))).evaluation)).toBe('valid');
      },
    );
  },
);

describe('evaluate() of a bad program in JavaScript, judged by problem.py', () => {
  let folder: ProblemFolder;
  let world: Evaluating;
  beforeAll(async () => {
    folder = pythonProblemFolder(
      { './seed.py': './seed.js', 'call_ms=500': 'call_ms=1_000' },
      { 'seed.js': 'export const sort = (x) => x.toSorted((a, b) => a - b);' },
    );
    world = await evaluating(folder.path);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it.each(Object.entries(LIARS))('evaluate() gives %s the verdict %s', async (name, kind) => {
    expect(fixtureNames()).toContain(name);
    const { evaluation } = await world.judge(name);
    expect({ kind: verdictOf(evaluation), evaluation }).toMatchObject({ kind });
  });
});

function python(text: string): { language: 'python'; main: string; files: Record<string, string> } {
  return { language: 'python', main: 'p.py', files: { 'p.py': text } };
}

function verdictOf(evaluation: Evaluation): string {
  return evaluation.status === 'failed' ? evaluation.failure.kind : evaluation.status;
}

/** What is wrong with a file, and what must be said of it. */
const BAD_FILES: readonly { title: string; text: string; says: readonly string[] }[] = [
  { title: 'is empty', text: '', says: ['problem.py: problem', 'must be a problem', 'Problem(…)'] },
  {
    title: 'does not indent',
    text: 'def f():\nreturn 1\n',
    says: ['problem.py:2:1', 'cannot be parsed', 'indented'],
  },
  {
    title: 'leaves',
    text: 'import sys\nsys.exit(3)\n',
    says: ['problem.py:2', 'SystemExit', 'while it was loaded'],
  },
  {
    title: 'has a zero byte',
    text: 'x = "\0"\n',
    says: ['problem.py', 'cannot be parsed', 'null bytes'],
  },
  {
    title: 'imports itself in a circle',
    text: 'from problem import problem\n',
    says: ['problem.py', 'problem'],
  },
  {
    title: 'nests deeper than can be parsed',
    text: `x = ${'('.repeat(3_000)}1${')'.repeat(3_000)}\n`,
    says: ['problem.py', 'cannot be parsed'],
  },
  {
    title: 'recurses without end',
    text: 'def f():\n    return f()\nf()\n',
    says: ['problem.py:', 'RecursionError'],
  },
];

describe('startJudge() of a bad problem.py', () => {
  it.each(BAD_FILES)(
    'startJudge() names file and remedy when it $title',
    async ({ text, says }) => {
      using folder = pythonProblemFolder({}, { 'problem.py': text });
      expectToSay(await errorOf(startJudge({ problemPath: folder.path, secret })), says);
    },
  );

  it('startJudge() names the file when it is not UTF-8', async () => {
    using folder = pythonProblemFolder();
    writeFileSync(join(folder.path, 'problem.py'), Buffer.from('x = "\xe9"\n', 'latin1'));
    const error = await errorOf(startJudge({ problemPath: folder.path, secret }));
    expectToSay(error, ['problem.py:1', 'cannot be parsed', 'save it as UTF-8']);
  });

  it('startJudge() says that the judge is gone when it ends itself', async () => {
    using folder = pythonProblemFolder({}, { 'problem.py': 'import os\nos._exit(9)\n' });
    const error = await errorOf(startJudge({ problemPath: folder.path, secret }));
    expect(error).toMatchObject({ code: 'BARBICAN_INFRA' });
    expect(String(error)).toMatch(/judge went away.*9/u);
  });

  it('startJudge() works on when the problem prints, and hands on what it printed', async () => {
    const much = "print('so long' + 300_000 * 'x')";
    using folder = pythonProblemFolder({
      'import math': `import math\n${much}`,
      'misplaced = sum': `${much}\n    misplaced = sum`,
    });
    let printed = '';
    const onOutput = (text: string): void => void (printed += text);
    await using judge = await startJudge({ problemPath: folder.path, secret, onOutput });
    await judge.describe();
    expect(printed).toContain('so long');
    await using world = await evaluating(folder.path);
    expect((await world.judge(python(HONEST))).evaluation.status).toBe('valid');
  });

  it.each([
    [
      'has itself inside',
      "numbers.append(numbers); return sorted(numbers) if params['order'] == 'up' and False",
    ],
    ['is a generator', "return (x for x in numbers) if params['order'] != 'up'"],
  ])('startJudge() names generate when a workload %s', async (_, text) => {
    using folder = pythonProblemFolder({
      "return sorted(numbers) if params['order'] == 'up'": text,
    });
    await using judge = await startJudge({ problemPath: folder.path, secret });
    expectToSay(await errorOf(judge.survey(5)), ['generate', 'must give a workload', 'plain data']);
  });
});

describe('survey() of problem.py', () => {
  it('survey() takes a workload with keys that are no texts', async () => {
    using folder = pythonProblemFolder({
      "return sorted(numbers) if params['order'] == 'up' else numbers": 'return {(1, 2): numbers}',
    });
    await using judge = await startJudge({ problemPath: folder.path, secret });
    expect(await judge.survey(5)).toMatchObject({ regimes: [{ name: 'few' }, {}, {}] });
  });
});

describe('judgeCommand()', () => {
  it('judgeCommand() says which Pythons were looked at when none has the modules', async () => {
    const { refused, found } = await pythonsWith(['no_such_module']);
    expect(found).toEqual([]);
    expect(noPythonText(['no_such_module'], refused)).toMatch(
      /^Cannot find a Python 3\.9 or later that can import no_such_module: \/.*python3[^ ]*: .*No module named/u,
    );
  });
});

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectToSay(error: unknown, says: readonly string[]): void {
  expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
  for (const part of says) expect(String(error)).toContain(part);
}
