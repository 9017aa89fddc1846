import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, temporaryFolder } from './barbican.ts';

const folder = temporaryFolder();
const problem = join(folder, 'p');
const hasBubblewrap = spawnSync('bwrap', ['--dev-bind', '/', '/', 'true']).status === 0;

beforeAll(async () => {
  await barbican(['init', problem, '--quiet']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A view of this machine in which `place` is another file system: read-only, or of 256 KiB. */
function withPlace(place: string, kind: 'read-only' | 'small'): string[] {
  const tmpfs = kind === 'small' ? ['--size', String(256 * 1024), '--tmpfs'] : ['--tmpfs'];
  const last = kind === 'read-only' ? ['--remount-ro', place] : [];
  return ['bwrap', '--dev-bind', '/', '/', ...tmpfs, place, ...last, '--'];
}

describe.skipIf(!hasBubblewrap)('run() in a bad place', () => {
  for (const kind of ['read-only', 'small'] as const) {
    it(`says what is wrong when the folder is ${kind}`, async () => {
      const place = join(folder, kind);
      mkdirSync(place);
      const out = join(place, 'run');
      const args = ['run', problem, '--budget', 'trials=3000', '--tier', 'process', '--out', out];
      const { code, stderr } = await barbican(args, { within: withPlace(place, kind) });
      expect({ code, stderr }).toMatchObject({ code: 3 });
      expect(stderr).toMatch(kind === 'small' ? /full|ENOSPC/u : /EROFS|read-only/u);
      expect(stderr).not.toMatch(/^\s+at /mu);
    });
  }
});

describe('a corrupted run', () => {
  for (const command of ['show', 'log', 'resume']) {
    it(`is named by ${command}, without a stack`, async () => {
      const out = join(folder, `corrupted-${command}`);
      mkdirSync(out);
      writeFileSync(join(out, 'run.db'), 'this is no database '.repeat(500));
      const { code, stderr } = await barbican([command, out]);
      expect([2, 3]).toContain(code);
      expect(stderr).toContain('run.db');
      expect(stderr).not.toMatch(/^\s+at /mu);
    });
  }
});

describe('log() when its reader leaves', () => {
  it('ends quietly', async () => {
    const out = join(folder, 'head');
    await barbican(['run', problem, '--budget', 'trials=3', '--out', out, '--quiet']);
    const within = ['bash', '-c', '"$@" 2>"$0" | head -n 1; cat "$0" >&2; exit "${PIPESTATUS[0]}"'];
    const errors = join(folder, 'errors');
    const { stdout, stderr } = await barbican(['log', out, '--json'], {
      within: [...within, errors],
    });
    expect(stdout).toContain('run.started');
    expect(stderr).toBe('');
  });
});
