import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ListenOptions } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { SandboxLaw } from './sandbox-law.ts';
import { freshTag, outputOf } from './program-under-test.ts';

/** The laws of sandboxes with walls. */
export function wallLaws(
  law: (name: string, check: (sandbox: Sandbox) => Promise<void>) => SandboxLaw,
): SandboxLaw[] {
  return [
    law('hides the files of this machine', hidesFiles),
    law('lets nothing be written but a little in memory', keepsWrites),
    law('has no network', hasNoNetwork),
    law('hides other processes', hidesProcesses),
    law('gives no way to more privileges', keepsPrivileges),
    law('lets no other kind of socket be made', keepsSockets),
  ];
}

async function hidesFiles(sandbox: Sandbox): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-law-'));
  const file = join(folder, 'file');
  writeFileSync(file, 'a secret', { mode: 0o644 });
  try {
    const text = `import { readdirSync, readFileSync } from 'node:fs';
      const tryTo = (work) => { try { return work(); } catch (error) { return error.code; } };
      export function run(places) {
        return places.map((place) => tryTo(() => readFileSync(place, 'utf8')))
          .concat(tryTo(() => readdirSync('/').join(' ')));
      }`;
    const places = [file, '/etc/passwd', '/etc/hostname', '/etc/shadow', process.argv[1]];
    const found = await outputOf(sandbox, text, places);
    assert.ok(Array.isArray(found));
    const root = String(found.pop());
    assert.deepEqual(
      found,
      places.map(() => 'ENOENT'),
    );
    assert.doesNotMatch(root, /\b(?:home|root|var|sys|run|mnt|srv|opt)\b/u);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function keepsWrites(sandbox: Sandbox): Promise<void> {
  const text = `import { appendFileSync, rmSync } from 'node:fs';
    const chunk = Buffer.alloc(1e6);
    function fill(folder) {
      let mega = 0;
      try {
        for (let file = 0; file < 10; file++) {
          for (let i = 0; i < 50; i++, mega++) appendFileSync(folder + '/f' + file, chunk);
        }
      } catch (error) { return [error.code, mega]; }
      return ['filled', mega];
    }
    export function run(places) { return places.map(fill); }`;
  const places = ['/', '/usr', '/dev', '/proc', '/barbican', '/etc', '/tmp', '/dev/shm'];
  const found = await outputOf(sandbox, text, places);
  assert.ok(Array.isArray(found));
  for (const [i, place] of places.entries()) {
    const [code, mega]: unknown[] = Array.isArray(found[i]) ? found[i] : [];
    const sized = place === '/tmp' || place === '/dev/shm';
    const expected = sized ? /ENOSPC|EFBIG/u : /EROFS|EACCES|ENOENT|EPERM/u;
    assert.match(String(code), expected, place);
    assert.ok(Number(mega) <= (sized ? 68 : 0), `${place} took ${String(mega)} MB`);
  }
}

async function hasNoNetwork(sandbox: Sandbox): Promise<void> {
  const name = `\0barbican-law-${freshTag()}`;
  await using tcp = await listening({ host: '127.0.0.1', port: 0 });
  await using unix = await listening({ path: name });
  const address = tcp.address();
  assert.ok(typeof address === 'object' && address !== null && unix.listening);
  const text = `import { connect } from 'node:net';
    const reach = (to) => new Promise((resolve) => {
      const socket = connect(to, () => resolve('reached')).on('error', (error) => resolve(error.code));
      setTimeout(() => { socket.destroy(); resolve('nothing'); }, 2_000).unref();
    });
    export async function run(targets) {
      const found = [];
      for (const target of targets) found.push(await reach(target));
      return found;
    }`;
  const targets = [{ host: '127.0.0.1', port: address.port }, { path: name }];
  const found = await outputOf(sandbox, text, targets);
  assert.ok(Array.isArray(found));
  assert.equal(found.includes('reached'), false, String(found));
}

async function listening(options: ListenOptions): Promise<ReturnType<typeof createServer>> {
  const server = createServer((socket) => socket.destroy());
  server.listen(options);
  await once(server, 'listening');
  return server;
}

async function hidesProcesses(sandbox: Sandbox): Promise<void> {
  const text = `import { readdirSync } from 'node:fs';
    export function run() { return readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length; }`;
  const seen = await outputOf(sandbox, text);
  assert.ok(Number(seen) <= 2, `${String(seen)} processes are seen`);
}

async function keepsPrivileges(sandbox: Sandbox): Promise<void> {
  const text = `import { spawnSync } from 'node:child_process';
    const ways = ['unshare -U true', 'unshare -m true', 'mount -o remount,rw /usr', 'mount -t tmpfs none /tmp',
      'su -c true', 'chroot / true', 'date -s 2000-01-01'];
    export function run() { return ways.filter((way) => spawnSync('sh', ['-c', way]).status === 0); }`;
  assert.deepEqual(await outputOf(sandbox, text), []);
}

/** The kernel says so itself; and where a network was left by mistake, none could be reached. */
async function keepsSockets(sandbox: Sandbox): Promise<void> {
  const text = `import { readFileSync } from 'node:fs';
    import { createServer } from 'node:net';
    export async function run() {
      const made = await new Promise((resolve) => {
        const server = createServer();
        server.once('error', (error) => resolve(error.code));
        server.listen(0, '127.0.0.1', () => resolve('listening'));
      });
      return [made, /^Seccomp:\\s*(\\d)$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]];
    }`;
  assert.deepEqual(await outputOf(sandbox, text, null), ['EACCES', '2']);
}
