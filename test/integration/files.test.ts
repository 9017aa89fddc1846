/** Real inputs, in problems of both languages: who gets which, what is refused, and what is noticed. */
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProblemAt, checkReportText } from '../../dist/compose/check-problem-at.js';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { startJudge } from '../../dist/compose/start-judge.js';
import type { WorkloadPart } from '../../src/contracts/evaluator.ts';
import { ALL_SPLITS, BY_SHARE, WRONG_DATA } from './files/wrong-data.ts';
import { dataFolder, type JudgeLanguage, MARKS } from './files/data-folder.ts';

const secret = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;
const LANGUAGES: readonly JudgeLanguage[] = ['typescript', 'python'];
const PARTS: readonly WorkloadPart[] = ['search', 'selection', 'confirmation', 'holdout'];
const PROGRAM = {
  language: 'javascript',
  main: 'p.js',
  files: { 'p.js': 'export const guess = () => 0;\n' },
} as const;

async function errorOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The lowest and the highest mark in the workloads of one part. */
async function marksOf(
  world: ProblemWorld,
  part: WorkloadPart,
): Promise<readonly (number | null | undefined)[]> {
  const plan = { part, draw: 0, perRegime: 4, known: new Set<string>() };
  const { evaluation } = await world.evaluator.evaluate(PROGRAM, plan, never);
  if (evaluation.status !== 'valid') throw new Error(JSON.stringify(evaluation));
  return [evaluation.metrics['lowest'], evaluation.metrics['highest']];
}

function openWorld(problemPath: string, dataPath?: string): Promise<ProblemWorld> {
  const options = { problemPath, dataPath, secret, tier: 'auto', concurrency: 1 } as const;
  return openProblemWorld({ ...options, signal: never });
}

describe.each(LANGUAGES)('files() in %s', (language) => {
  /** One judge that is given one problem after the other: a fault at load leaves it as it was. */
  let loader: Awaited<ReturnType<typeof startJudge>>;
  beforeAll(async () => {
    using folder = dataFolder(language);
    loader = await startJudge({ problemPath: folder.path, secret });
  });
  afterAll(() => loader[Symbol.asyncDispose]());

  it('gives each part its own inputs and no others when they are split in any way', async () => {
    using folder = dataFolder(language, ALL_SPLITS[language]);
    await using world = await openWorld(folder.path);
    expect(world.problem.data?.map(({ split }) => split)).toEqual([
      'byFile',
      'byKey',
      'byTime',
      'byTime',
      'byFile',
    ]);
    const seen = [];
    for (const part of PARTS) seen.push(await marksOf(world, part));
    expect(seen).toEqual([
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
    ]);
  });

  it('gives each value to one part when they are split by shares of a column', async () => {
    using folder = dataFolder(language, BY_SHARE[language]);
    await using world = await openWorld(folder.path);
    const seen = [];
    for (const part of ['search', 'selection', 'holdout'] as const)
      seen.push(await marksOf(world, part));
    // North by its hash, then south, then west; each zone has one mark.
    expect(seen.flat().toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('parses no file of the holdout when programs are judged on the search', async () => {
    const refuse = {
      typescript: {
        '  return lines.map(':
          "  if (name.startsWith('marks/c') || name.startsWith('marks/d')) throw new Error('opened');\n  return lines.map(",
      },
      python: {
        '    return [dict(':
          "    if name[6] in 'cd':\n        raise ValueError('opened')\n    return [dict(",
      },
    };
    using folder = dataFolder(language, refuse[language]);
    await using world = await openWorld(folder.path);
    expect(await marksOf(world, 'search')).toEqual([1, 1]);
    expect(await marksOf(world, 'selection')).toEqual([2, 2]);
    const error = await errorOf(() => marksOf(world, 'holdout'));
    expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
    expect(String(error)).toMatch(/data\.marks\.parse: threw \w*Error: opened on marks\/[cd]\.csv/);
    await loader.load(folder.path, secret);
    expect(String(await errorOf(() => loader.survey(10)))).toContain('threw');
  });

  it.each(WRONG_DATA)(
    'names place, key and remedy when it is loaded with $title',
    async (wrong) => {
      using folder = dataFolder(language, wrong[language], wrong.files);
      const error = await errorOf(() => loader.load(folder.path, secret));
      expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
      for (const part of wrong.says) expect(String(error)).toContain(part);
    },
  );

  it('refuses a file that cannot be read or is too large when it is loaded', async () => {
    using folder = dataFolder(language);
    const file = join(folder.path, 'marks/c.csv');
    truncateSync(file, 2 ** 31);
    const large = await errorOf(() => loader.load(folder.path, secret));
    expect(String(large)).toContain('is too large: 2147483648 bytes');
    truncateSync(file, 4);
    if (process.getuid?.() === 0) return;
    chmodSync(file, 0);
    const locked = await errorOf(() => loader.load(folder.path, secret));
    expect(String(locked)).toContain('"marks/c.csv"; let its owner');
  });

  it('says that a file was changed when it is parsed after it was loaded', async () => {
    using folder = dataFolder(language);
    await using world = await openWorld(folder.path);
    writeFileSync(join(folder.path, 'marks/b.csv'), 'north,5,7\n');
    const error = await errorOf(() => marksOf(world, 'selection'));
    expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
    expect(String(error)).toContain('"marks/b.csv"');
    expect(String(error)).toMatch(/was changed/);
  });

  it('describes every file with its hash when it is asked', async () => {
    using folder = dataFolder(language);
    await loader.load(folder.path, secret);
    const { data = [], problemHash } = await loader.describe();
    expect(data).toMatchObject([
      { name: 'marks', glob: 'marks/*.csv', licence: 'CC-BY-4.0', public: false, split: 'byFile' },
    ]);
    expect(data[0]?.files.map(({ path, bytes, part }) => [path, bytes, part])).toEqual([
      ['marks/a1.csv', 18, 'search'],
      ['marks/a2.csv', 27, 'search'],
      ['marks/b.csv', 20, 'selection'],
      ['marks/c.csv', 10, 'holdout'],
      ['marks/d.csv', 20, 'holdout'],
    ]);
    expect(data[0]?.files[3]?.hash).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(join(folder.path, 'marks/c.csv'), 'south,8,4\n');
    await loader.load(folder.path, secret);
    expect((await loader.describe()).problemHash).not.toBe(problemHash);
  });

  it('looks into the folder of dataPath first when one is given', async () => {
    using folder = dataFolder(
      language,
      {},
      Object.fromEntries(Object.keys(MARKS).map((name) => [name, null])),
    );
    using other = dataFolder(language);
    await using world = await openWorld(folder.path, other.path);
    expect(await marksOf(world, 'holdout')).toEqual([3, 3]);
    const empty = mkdtempSync(join(tmpdir(), 'barbican-data-'));
    const none = await errorOf(() => loader.load(folder.path, secret, empty));
    rmSync(empty, { recursive: true });
    expect(String(none)).toMatch(
      /--data: holds no file that the problem reads.*marks: marks\/\*\.csv/,
    );
    const nowhere = await errorOf(() => loader.load(folder.path, secret, '/nowhere/at/all'));
    expect(String(nowhere)).toContain(
      '--data: is not a folder: current value is "/nowhere/at/all"',
    );
  });

  it('gives nothing when optional inputs are not there', async () => {
    const optional = {
      typescript: {
        "licence: 'CC-BY-4.0',": "licence: 'CC-BY-4.0',\n        optional: true,",
        'data.marks.pick(rng).map(({ mark }) => mark)':
          '(data.marks.pick(rng) ?? [{ mark: 9 }]).map(({ mark }) => mark)',
      },
      python: {
        "licence='CC-BY-4.0',": "licence='CC-BY-4.0',\n            optional=True,",
        "data['marks'].pick(rng)]": "data['marks'].pick(rng) or [dict(mark=9)]]",
      },
    };
    using folder = dataFolder(
      language,
      optional[language],
      Object.fromEntries(Object.keys(MARKS).map((name) => [name, null])),
    );
    using other = dataFolder(language);
    await using world = await openWorld(folder.path);
    expect(await marksOf(world, 'search')).toEqual([9, 9]);
    await using given = await openWorld(folder.path, other.path);
    expect(await marksOf(given, 'search')).toEqual([1, 1]);
  });

  it('tells of each part and of what two of them share when it is checked', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `west,${i % 9},${i * i}`);
    using folder = dataFolder(
      language,
      {},
      {
        'marks/a1.csv': lines.join('\n'),
        'marks/c.csv': `south,0,5\n${lines.slice(100).join('\n')}`,
      },
    );
    const report = await checkProblemAt({ problemPath: folder.path, tier: 'auto', signal: never });
    expect(report.data).toMatchObject([
      {
        name: 'marks',
        parts: [
          { part: 'search', files: 2, rows: null, sharedBytes: {} },
          { part: 'selection', files: 1, bytes: 20, sharedBytes: { search: 0 } },
          { part: 'holdout', files: 2, sharedBytes: { selection: 0 } },
        ],
      },
    ]);
    const shared = report.data[0]?.parts[2];
    expect(shared?.sharedBytes['search']).toBeGreaterThan(0.5 * (shared?.bytes ?? 0));
    expect(checkReportText(report)).toMatch(
      /! \d+ % of what marks has for the holdout is in the search too/,
    );
  });

  it('says so when parse is not pure', async () => {
    const impure = {
      typescript: { 'mark: Number(mark) }': 'mark: Number(mark) + performance.now() }' },
      python: { 'mark=float(mark))': 'mark=float(mark) + __import__("time").perf_counter())' },
    };
    using folder = dataFolder(language, impure[language]);
    await loader.load(folder.path, secret);
    const error = await errorOf(() => loader.survey(10));
    expect(String(error)).toMatch(/data\.marks\.parse: is not pure/);
  });
});
