/** Programs in Rust where nobody may make namespaces: their compiler often lies in a home that only its owner can enter. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { rustHosts } from '../../dist/sandboxes/hosts/rust.js';
import { asNobody, isRoot } from '../../dist/sandboxes/privileges.js';
import { tiersHere } from '../../dist/sandboxes/sandbox.js';
import { evaluating } from './judge/evaluating.ts';
import { type ProblemFolder, problemFolder } from './judge/problem-folder.ts';
import { compiledHere } from './native/compilers.ts';
import { program, SORTS } from './native/programs.ts';
import { WRONG_BUILDS } from './native/wrong-programs.ts';
import { WRONG_RUNS } from './native/wrong-runs.ts';

const hasLandlock = (await tiersHere()).some(({ tier, driver }) => tier === 'landlock' && driver);
const hasRust = (await compiledHere()).has('rust');

/** The compiler that is preferred here. */
async function compilerPath(): Promise<string> {
  const [host] = await rustHosts([]);
  return host?.interpreterPath ?? '';
}

/** Whether the user that programs run as can start it. */
function isEntered(file: string): boolean {
  if (!isRoot()) return true;
  const [command = '', ...args] = asNobody.prefix;
  return spawnSync(command, [...args, file, '--version']).status === 0;
}

/** The same compiler where everybody can enter, or why it cannot be put there. */
function linked(compiler: string, folder: string): string {
  const toolchain = dirname(dirname(compiler));
  chmodSync(folder, 0o755);
  // Links, as it is large.
  execFileSync('cp', ['-al', join(toolchain, 'bin'), join(toolchain, 'lib'), folder]);
  return join(folder, 'bin');
}

describe.skipIf(!hasLandlock || !hasRust)('workloadEvaluator() with Rust in landlock', () => {
  let folder: ProblemFolder;
  let compiler: string;
  const place = mkdtempSync(join(tmpdir(), 'barbican-rust-'));
  beforeAll(async () => {
    folder = problemFolder({ 'callMs: 500': 'callMs: 2_000', 'memoryMiB: 128': 'memoryMiB: 32' });
    compiler = await compilerPath();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(() => {
    folder[Symbol.dispose]();
    rmSync(place, { recursive: true, force: true });
  });

  it('workloadEvaluator() says what to do when its compiler cannot be entered', async ({
    skip,
  }) => {
    if (isEntered(compiler)) skip('programs can start the compiler of this machine');
    await using world = await evaluating(folder.path, { tier: 'landlock' });
    const judging = world.judge(program('rust', SORTS.rust));
    await expect(judging).rejects.toMatchObject({ code: 'BARBICAN_INFRA' });
    await expect(judging).rejects.toThrow(
      /rustc: Permission denied; .* install the interpreter where the user nobody can run it/u,
    );
  });

  it('workloadEvaluator() builds and judges programs when it can', async ({ skip }) => {
    if (!isEntered(compiler)) {
      try {
        vi.stubEnv('PATH', [linked(compiler, place), '/usr/bin', '/bin'].join(delimiter));
      } catch (error) {
        skip(`the compiler cannot be linked into ${place}: ${String(error)}`);
      }
    }
    await using world = await evaluating(folder.path, { tier: 'landlock' });
    const right = await world.judge(
      'export const sort = (list) => list.toSorted((a, b) => a - b);',
    );
    const { evaluation, tier } = await world.judge(program('rust', SORTS.rust));
    expect(tier).toBe('landlock');
    expect(evaluation).toMatchObject({ status: 'valid' });
    expect(evaluation).toHaveProperty('signature', signatureOf(right.evaluation));
    const wrong = [...WRONG_BUILDS, ...WRONG_RUNS].filter(({ language }) => language === 'rust');
    expect(wrong.length).toBeGreaterThan(3);
    for (const { title, text, kind, says } of wrong) {
      const judged = await world.judge(program('rust', text));
      expect([title, judged.evaluation]).toMatchObject([
        title,
        { status: 'failed', failure: { kind } },
      ]);
      expect(judged.evaluation).toHaveProperty('failure.detail', expect.stringMatching(says));
    }
  });
});

function signatureOf(evaluation: object): unknown {
  return 'signature' in evaluation ? evaluation.signature : evaluation;
}
