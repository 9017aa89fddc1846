/** Programs in C, C++ and Rust, built and judged by the built package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { startRun } from '../../dist/compose/start-run.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import { ADDS as ADDS_IN_JAVASCRIPT, policyFolder } from './judge/policy-folder.ts';
import { type ProblemFolder, problemFolder, writtenFolder } from './judge/problem-folder.ts';
import { compiledHere, type NativeLanguage } from './native/compilers.ts';
import { ADDS, program, SORTS } from './native/programs.ts';
import { WRONG_BUILDS } from './native/wrong-programs.ts';
import { WRONG_RUNS } from './native/wrong-runs.ts';

const never = new AbortController().signal;
const secret = '0123456789abcdef0123456789abcdef';
const here = await compiledHere();
const LANGUAGES: readonly NativeLanguage[] = ['c', 'cpp', 'rust'];

function javascript(text: string): Program {
  return { language: 'javascript', main: 'a.js', files: { 'a.js': text } };
}

async function openWorld({ path }: ProblemFolder): Promise<ProblemWorld> {
  const options = { problemPath: path, secret, tier: 'auto', concurrency: 1 } as const;
  return await openProblemWorld({ ...options, signal: never });
}

async function judged(world: ProblemWorld, candidate: Program): Promise<Evaluation> {
  const plan = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;
  return (await world.evaluator.evaluate(candidate, plan, never)).evaluation;
}

function signatureOf(evaluation: Evaluation): string {
  return evaluation.status === 'valid' ? evaluation.signature : JSON.stringify(evaluation);
}

describe('workloadEvaluator() with functions in compiled languages', () => {
  let folder: ProblemFolder;
  let world: ProblemWorld;
  beforeAll(async () => {
    // Little memory and long calls: a busy machine takes its time to give the one, and must not look like the other.
    folder = problemFolder({ 'callMs: 500': 'callMs: 2_000', 'memoryMiB: 128': 'memoryMiB: 32' });
    world = await openWorld(folder);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('workloadEvaluator() gives the signature of the same program in JavaScript when it is right', async () => {
    const text = 'export const sort = (numbers) => numbers.toSorted((a, b) => a - b);';
    const right = signatureOf(await judged(world, javascript(text)));
    for (const language of LANGUAGES.filter((one) => here.has(one)))
      expect(signatureOf(await judged(world, program(language, SORTS[language])))).toBe(right);
  });

  it.for([...WRONG_BUILDS, ...WRONG_RUNS])(
    'workloadEvaluator() gives a failure with its reason when programs $title',
    async ({ language, text, kind, says, needsWalls }, { skip }) => {
      if (!here.has(language)) skip(`no compiler for ${language}`);
      if (needsWalls && world.tier !== 'namespace') skip('only namespaces hide files');
      const evaluation = await judged(world, program(language, text));
      expect(evaluation).toMatchObject({ status: 'failed', failure: { kind } });
      if (evaluation.status === 'failed') expect(evaluation.failure.detail).toMatch(says);
    },
  );

  it('workloadEvaluator() builds programs of several files when they include each other', async ({
    skip,
  }) => {
    if (!here.has('c') || !here.has('rust')) skip('no compiler for C or Rust');
    const inC = {
      'lib/compare.h': 'int compared(const void *a, const void *b);\n',
      'lib/compare.c': `#include "compare.h"\n${SORTS.c.slice(SORTS.c.indexOf('static int'), SORTS.c.indexOf('Json *sort')).replace('static ', '')}`,
      'main.c': `#include "lib/compare.h"\n#include <stdlib.h>\n${SORTS.c.slice(SORTS.c.indexOf('Json *sort'))}`,
    };
    const inRust = {
      'main.rs': 'mod order;\npub use order::sort;\n',
      'order.rs': SORTS.rust,
    };
    for (const candidate of [
      { language: 'c', main: 'main.c', files: inC },
      { language: 'rust', main: 'main.rs', files: inRust },
    ] as const)
      expect(await judged(world, candidate)).toMatchObject({ status: 'valid' });
    const outside = { ...inC, '../barbican.h': '' };
    expect(await judged(world, { language: 'c', main: 'main.c', files: outside })).toMatchObject({
      status: 'failed',
      failure: {
        kind: 'compile',
        detail: expect.stringContaining('../barbican.h" is not a path inside'),
      },
    });
  });

  it('workloadEvaluator() shows a program nothing of this machine when it is built and run', async ({
    skip,
  }) => {
    if (!here.has('c')) skip('no compiler for C');
    if (world.tier !== 'namespace') skip('only namespaces hide files');
    const found = `#include "barbican.h"
#include <stdio.h>
extern char **environ;
Json *sort(const Json *input) {
  static const char *const places[] = {"/etc/passwd", "/home", "/root", "${folder.path}", "/barbican/source"};
  int found = 0;
  for (int i = 0; i < 5; i++) {
    FILE *file = fopen(places[i], "r");
    if (file) json_fail("it sees %s", places[i]);
  }
  for (char **name = environ; *name; name++)
    if ((*name)[0] != 'P' || (*name)[1] != 'W' || (*name)[2] != 'D') json_fail("it sees %s", *name);
  return json_of_numbers(json_numbers(input), json_length(input) - (size_t)found);
}
`;
    expect(await judged(world, program('c', found))).toMatchObject({ status: 'valid' });
  });
});

describe('workloadEvaluator() with policies in compiled languages', () => {
  it('workloadEvaluator() starts each instance afresh when a policy is compiled', async () => {
    using folder = policyFolder();
    await using world = await openWorld(folder);
    const right = signatureOf(await judged(world, javascript(ADDS_IN_JAVASCRIPT)));
    for (const language of LANGUAGES.filter((one) => here.has(one)))
      expect(signatureOf(await judged(world, program(language, ADDS[language])))).toBe(right);
    if (!here.has('c')) return;
    const stepless =
      'Policy start(const Json *config) { return (Policy){NULL, config ? NULL : NULL}; }';
    expect(await judged(world, program('c', stepless))).toMatchObject({
      status: 'failed',
      failure: { kind: 'crash', detail: 'TypeError: the policy has no step' },
    });
  });
});

describe('docs/write-a-problem.md', () => {
  it('shows programs that run when they are taken as they stand there', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/write-a-problem.md'), 'utf8');
    const [problem = ''] = fencesOf(page, 'ts').filter((text) => text.includes("'next-value'"));
    const endings = { c: 'c', cpp: 'cpp', rust: 'rs' } as const;
    for (const language of LANGUAGES.filter((one) => here.has(one))) {
      const [text = ''] = fencesOf(page, language);
      const file = `seed.${endings[language]}`;
      using folder = writtenFolder(
        { 'problem.ts': problem },
        { './seed.ts': `./${file}`, './last.ts': `./${file}` },
        { [file]: text },
      );
      await using world = await openWorld(folder);
      expect(world.problem.seedProgram).toMatchObject({ language, main: file });
    }
  });
});

function fencesOf(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);
}

describe.skipIf(!here.has('c'))('openProblemWorld() with a seed program in C', () => {
  it('openProblemWorld() says where it does not compile when the seed program is wrong', async () => {
    using folder = problemFolder({ './seed.ts': './seed.c' }, { 'seed.c': 'Json *sort(' });
    const opening = openWorld(folder);
    await expect(opening).rejects.toMatchObject({ code: 'BARBICAN_CONFIG' });
    await expect(opening).rejects.toThrow(
      /program\.seed: the seed program failed \(compile\): seed\.c:1:\d+: error: .*; it must compile/s,
    );
  });

  it('startRun() refuses it when nothing proposes programs in that language', async () => {
    using folder = problemFolder({ './seed.ts': './seed.c' }, { 'seed.c': SORTS.c });
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
      /its seed program is in C, which only models can change/,
    );
  });
});
