import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WallClaim } from '../../domain/wall.ts';
import { isRoot, NOBODY } from '../privileges.ts';

/** What stands outside of a sandbox to be reached, and would show it. */
export interface Stage extends AsyncDisposable {
  /** What programs are told: where everything is. */
  readonly told: Readonly<Record<string, string | number>>;
  /** What of it was reached, by the promise that it breaks. */
  reached(): readonly { readonly claim: WallClaim; readonly said: string }[];
}

const SECRET = 'a secret';
/** Folders that everybody may write. */
const SHARED_FOLDERS = ['/tmp', '/var/tmp', '/dev/shm'];

/** Puts up a file that everybody may read and write, servers on every sort of socket, and a process to be signalled. */
export async function openStage(): Promise<Stage> {
  const tag = String(randomInt(1e8, 1e9));
  const place = openPlace();
  const servers = await openServers(place.folder, `barbican-stage-${tag}`);
  // Somebody with the rights that programs have.
  const victim = spawn('sleep', [tag], {
    stdio: 'ignore',
    env: { BARBICAN_CANARY: tag },
    ...(isRoot() ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  await once(victim, 'spawn');
  const before = readdirSync(place.folder).toSorted().join(' ');
  const hasEnded = (): boolean => victim.exitCode !== null || victim.signalCode !== null;
  return {
    told: {
      tag,
      ...place,
      ...servers.told,
      victimPid: victim.pid ?? 0,
      enginePid: process.pid,
    },
    reached: () => {
      const now = readdirSync(place.folder).toSorted().join(' ');
      return [
        ...broken('writes', textOf(place.secretFile) === SECRET ? [] : ['a file changed']),
        ...broken('writes', now === before ? [] : [`a folder changed: ${now}`]),
        ...broken('signals', hasEnded() ? ['another process was ended'] : []),
        ...broken('network', servers.received() > 0 ? ['a datagram came through'] : []),
        ...broken('leftovers', leftIn(SHARED_FOLDERS, tag)),
      ];
    },
    [Symbol.asyncDispose]: () => {
      victim.kill('SIGKILL');
      servers.close();
      rmSync(place.folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** A folder with files that everybody may write. */
function openPlace(): { readonly folder: string; readonly secretFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-stage-'));
  chmodSync(folder, 0o777);
  const secretFile = join(folder, 'secret');
  for (const file of [secretFile, join(folder, 'spare')]) {
    writeFileSync(file, SECRET);
    chmodSync(file, 0o666);
  }
  return { folder, secretFile };
}

interface Servers {
  readonly told: Stage['told'];
  /** Datagrams that came. */
  received(): number;
  close(): void;
}

async function openServers(folder: string, abstractName: string): Promise<Servers> {
  const socketPath = join(folder, 'socket');
  const tcp = await listening({ host: '127.0.0.1', port: 0 });
  const servers = [
    tcp,
    await listening({ path: `\0${abstractName}` }),
    await listening({ path: socketPath }),
  ];
  chmodSync(socketPath, 0o777);
  const address = tcp.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const udp = createSocket('udp4').bind(port, '127.0.0.1');
  await once(udp, 'listening');
  let received = 0;
  udp.on('message', () => received++);
  return {
    told: { abstractName, socketPath, datagramPath: socketPath, port },
    received: () => received,
    close: () => {
      udp.close();
      for (const server of servers) server.close();
    },
  };
}

function broken(claim: WallClaim, seen: readonly string[]): { claim: WallClaim; said: string }[] {
  return seen.map((said) => ({ claim, said }));
}

/** What programs left in folders of this machine, by what they call it. */
function leftIn(folders: readonly string[], tag: string): string[] {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.includes(tag) && !name.startsWith('barbican-stage-'))
        .map((name) => `${join(folder, name)} was left`),
    );
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function listening(options: ListenOptions): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(options);
  await once(server, 'listening');
  return server;
}
