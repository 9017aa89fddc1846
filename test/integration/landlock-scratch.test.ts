/** Builds and steps where nobody may make namespaces: in a folder of their own. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProblemWorld } from '../../dist/compose/problem-world.js';
import { attemptEscapes } from '../../dist/sandboxes/escapes/attempts.js';
import { openMachineSandbox, tiersHere } from '../../dist/sandboxes/sandbox.js';
import type { BuiltTree, Sandbox } from '../../src/contracts/sandbox.ts';
import { problemFolder } from './judge/problem-folder.ts';
import { compiledHere } from './native/compilers.ts';
import { program, SORTS } from './native/programs.ts';

const never = new AbortController().signal;
const limits = { callMs: 1_000, workloadMs: 1_000, memoryMiB: 256, outputBytes: 100_000 };
const here = await compiledHere();
const hasLandlock = (await tiersHere()).some(({ tier, driver }) => tier === 'landlock' && driver);
const STEP = { number: 1, limitMs: 20_000, hasStdin: false, inputs: [], outputs: [] };

async function built(
  sandbox: Sandbox,
  files: Readonly<Record<string, string>>,
  build: string,
  tests: readonly string[] = [],
): Promise<BuiltTree> {
  const tree = { files, build, tests, buildMs: 30_000 };
  const made = await sandbox.trees?.build(tree, limits, never);
  if (!made || 'kind' in made) throw new Error(`It was not built: ${JSON.stringify(made)}`);
  return made;
}

/** What sessions of this process write, as it is seen from outside. */
function scratchFolders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.includes(`-${process.pid}-`))
    .map((name) => join(tmpdir(), name, 'scratch'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
}

describe.skipIf(!hasLandlock)('openMachineSandbox() with landlock', () => {
  it('builds a tree, tests it, runs a step with what was compiled, and leaves nothing', async (test) => {
    if (!here.has('c')) test.skip('no compiler for C');
    using sandbox = await openMachineSandbox('landlock');
    const files = {
      'src/main.c': '#include <stdio.h>\nint main(void) { return puts("made") < 0; }\n',
      'go.sh': '#!/bin/sh\nexec ./main\n',
    };
    const build = 'gcc -O1 -o main src/main.c && echo more >>go.sh && mkdir d && mv src/main.c d/';
    using steps = await built(sandbox, files, build, ['./main', 'test -f d/main.c']);
    const end = await steps.run({ ...STEP, command: './main >&2 && echo x >new' }, limits, never);
    expect(end).toMatchObject({ exitCode: 0, stderr: 'made\n' });
    expect(scratchFolders()).toEqual([]);
  });

  it('lets a step move files between its folders', async () => {
    using sandbox = await openMachineSandbox('landlock');
    const move = 'mkdir from to && echo x >from/a && perl -e \'rename "from/a", "to/a" or die $!\'';
    using steps = await built(sandbox, { a: 'x' }, 'true');
    const end = await steps.run({ ...STEP, command: `${move} && cat to/a >&2` }, limits, never);
    expect(end).toMatchObject({ exitCode: 0, stderr: 'x\n' });
  });

  it('builds functions in C and C++', async (test) => {
    const languages = (['c', 'cpp'] as const).filter((language) => here.has(language));
    if (languages.length === 0) test.skip('no compiler for C and C++');
    using folder = problemFolder({ 'callMs: 500': 'callMs: 2_000' });
    const options = { problemPath: folder.path, secret: '0123456789abcdef0123456789abcdef' };
    await using world = await openProblemWorld({
      ...options,
      tier: 'landlock',
      concurrency: 1,
      signal: never,
    });
    const plan = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;
    for (const language of languages) {
      const candidate = program(language, SORTS[language]);
      const { evaluation } = await world.evaluator.evaluate(candidate, plan, never);
      expect(evaluation).toMatchObject({ status: 'valid' });
    }
    expect(scratchFolders()).toEqual([]);
  });

  it('shows a step nothing of what another step writes', async () => {
    using sandbox = await openMachineSandbox('landlock');
    using steps = await built(sandbox, { a: 'x' }, 'true');
    const writes = { ...STEP, command: 'echo secret >s; sleep 3' };
    const going = steps.run(writes, limits, never);
    let folder: string | undefined;
    while (folder === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      folder = scratchFolders().find((place) => readdirSync(place).length > 0);
    }
    const [tree = ''] = readdirSync(folder);
    const looks = `cat ${folder}/${tree}/a || ls ${folder} || echo y >${folder}/y || ls ${join(folder, '..')}`;
    const end = await steps.run({ ...STEP, number: 2, command: looks }, limits, never);
    expect(end.exitCode).not.toBe(0);
    expect(end.stderr.match(/Permission denied/gu)).toHaveLength(4);
    expect(await going).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [
      'fills its folder',
      'i=0; while :; do head -c 50000000 /dev/zero >f$i; i=$((i+1)); done',
      'MiB',
    ],
    ['makes files without end', 'i=0; while :; do : >f$i; i=$((i+1)); done', 'files'],
  ])('stops a step that %s, and removes what it wrote', async (_title, command, says) => {
    using sandbox = await openMachineSandbox('landlock');
    using steps = await built(sandbox, { a: 'x' }, 'true');
    const end = await steps.run({ ...STEP, command }, limits, never);
    expect(end.failure).toMatchObject({ kind: 'output-limit' });
    expect(end.failure?.detail).toContain(says);
    expect(scratchFolders()).toEqual([]);
  });

  it('stops a step that hides a folder from the user who looks', async (test) => {
    if (process.getuid?.() === 0) test.skip('nothing can be hidden from root');
    using sandbox = await openMachineSandbox('landlock');
    using steps = await built(sandbox, { a: 'x' }, 'true');
    const command = '(umask 477; mkdir -p hidden); echo x >hidden/y; sleep 10';
    const end = await steps.run({ ...STEP, command }, limits, never);
    expect(end.failure).toMatchObject({ kind: 'output-limit' });
    expect(end.failure?.detail).toContain('looked into');
    expect(scratchFolders()).toEqual([]);
  });

  it.each(['javascript', 'python'] as const)(
    'still gives a function in %s nothing that it could fill',
    async (language) => {
      using sandbox = await openMachineSandbox('landlock');
      const tries = await attemptEscapes(sandbox, language, ['disk']);
      expect(tries.length).toBeGreaterThan(0);
      expect(tries.filter(({ held }) => !held)).toEqual([]);
    },
  );
});
