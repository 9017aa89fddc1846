import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, temporaryFolder } from './barbican.ts';
import { writeTinyProblem } from './tiny-problem.ts';

const folder = temporaryFolder();
const problem = join(folder, 'p');
const tiny = join(folder, 'tiny');
const hasBubblewrap = spawnSync('bwrap', ['--dev-bind', '/', '/', 'true']).status === 0;

beforeAll(async () => {
  await barbican(['init', problem, '--quiet']);
  writeTinyProblem(tiny);
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

/** What can become of a log: each changes the bytes of a good one. */
const DAMAGE: Readonly<Record<string, (good: Buffer) => Buffer>> = {
  'is something else': () => Buffer.from('this is no database '.repeat(500)),
  'is empty': () => Buffer.alloc(0),
  'was cut off': (good) => good.subarray(0, Math.floor(good.length / 2)),
  'was cut off inside its first page': (good) => good.subarray(0, 1_000),
  'has garbage in all pages but the first': (good) =>
    Buffer.from(good).fill('garbage', 4_096, good.length),
  'has garbage in a page in the middle': (good) => {
    const page = good.lastIndexOf('trial.started') >> 12;
    return Buffer.from(good).fill('garbage', page << 12, (page + 1) << 12);
  },
  'is of a newer version': (good) => {
    const newer = Buffer.from(good);
    newer.writeUInt32BE(99, 60);
    return newer;
  },
};

describe('a run that cannot be gone on with', () => {
  const good = join(folder, 'good');
  const named = (name: string): string => join(folder, name.replaceAll(' ', '-'));
  beforeAll(async () => {
    const args = ['run', tiny, '--budget', 'trials=12', '--out', good, '--quiet'];
    expect((await barbican(args)).code).toBe(0);
  });

  async function refused(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await barbican(args);
    expect({ args, code, stdout, stderr }).toMatchObject({ args, code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at /mu);
    return stderr;
  }

  for (const [name, damage] of Object.entries(DAMAGE)) {
    it(`is named by show, log and resume when its log ${name}, and is left as it was`, async () => {
      const out = named(name);
      cpSync(good, out, { recursive: true });
      const damaged = damage(readFileSync(join(good, 'run.db')));
      writeFileSync(join(out, 'run.db'), damaged);
      const said = await Promise.all(
        ['show', 'log', 'resume'].map((command) => refused([command, out])),
      );
      for (const stderr of said) expect(stderr).toContain('run.db');
      expect(readFileSync(join(out, 'run.db')).equals(damaged)).toBe(true);
    });
  }

  it('is named by resume when its secret is gone, or another', async () => {
    const out = named('no secret');
    cpSync(good, out, { recursive: true });
    rmSync(join(out, 'secret'));
    const more = ['resume', out, '--budget', 'trials=20'];
    expect(await refused(more)).toMatch(/secret cannot be read \(ENOENT\)/u);
    writeFileSync(join(out, 'secret'), `${'0'.repeat(32)}\n`);
    expect(await refused(more)).toContain('secret is not the one');
  });

  it('is named by resume when its problem is another, broken or gone', async () => {
    const changed = join(folder, 'changed');
    cpSync(tiny, changed, { recursive: true });
    const out = named('changed problem');
    const args = ['run', changed, '--budget', 'trials=3', '--out', out, '--quiet'];
    expect((await barbican(args)).code).toBe(0);
    const file = join(changed, 'problem.ts');
    const more = ['resume', out, '--budget', 'trials=20'];
    appendFileSync(file, '// a word\n');
    expect(await refused(more)).toContain('has changed since the run began');
    writeFileSync(file, 'export default {{{;\n');
    expect(await refused(more)).toContain('problem.ts');
    rmSync(changed, { recursive: true });
    expect(await refused(more)).toContain('does not exist');
  });
});

describe('run() on a lesser machine', () => {
  const started = ['run', tiny, '--budget', 'trials=2', '--json', '--out'];

  it('says what to do when there is no temporary folder', async () => {
    const env = { TMPDIR: join(folder, 'nowhere') };
    const { code, stderr } = await barbican([...started, join(folder, 'no-tmp')], { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/Cannot make a temporary folder in .*nowhere \(ENOENT\): set TMPDIR/u);
  });

  /** A view of this machine without some programs. */
  function without(...names: readonly string[]): string[] {
    const hidden = names.flatMap((name) => {
      const path = execFileSync('sh', ['-c', `readlink -f "$(command -v ${name})"`]);
      return ['--ro-bind', '/dev/null', path.toString().trim()];
    });
    return ['bwrap', '--dev-bind', '/', '/', ...hidden, '--'];
  }

  it.skipIf(!hasBubblewrap)('takes the next tier when bubblewrap is missing', async () => {
    const within = without('bwrap');
    const { code, stdout, stderr } = await barbican([...started, join(folder, 'no-bwrap')], {
      within,
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [first] = objectsOf(stdout);
    expect(first).toMatchObject({ tier: expect.stringMatching(/landlock|process/u) });

    const out = join(folder, 'insisted');
    const refused = await barbican([...started, out, '--tier', 'namespace'], { within });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('apt-get install bubblewrap');
    expect(existsSync(out)).toBe(false);
  });

  it.skipIf(!hasBubblewrap)(
    'says that there is no wall, loudly, when nothing is there for one',
    async () => {
      const within = without('bwrap', 'perl');
      const out = join(folder, 'no-wall');
      const { code, stdout, stderr } = await barbican([...started, out], { within });
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(stderr).toContain('NO WALL');
      const [first] = objectsOf(stdout);
      expect(first).toMatchObject({
        tier: 'process',
        tierNotice: expect.stringContaining('bubblewrap is not installed'),
      });

      const insisted = [...started, `${out}-2`, '--tier', 'landlock'];
      const refused = await barbican(insisted, { within });
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain('apt-get install perl-base');
    },
  );

  it('says which tiers there are when another is asked for', async () => {
    const { code, stderr } = await barbican([...started, join(folder, 'x'), '--tier', 'docker']);
    expect(code).toBe(2);
    expect(stderr).toContain('auto, namespace, landlock, sandbox-exec, process');
  });
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
