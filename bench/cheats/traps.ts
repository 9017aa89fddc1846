/** What a cheat may reach for outside: a file to read, a file to write, a server, a variable, a process that stays. */
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../../src/domain/program.ts';

/** Laid out once for all instances. */
export interface Traps extends AsyncDisposable {
  /** The program with the places of the traps in its text. */
  laid(program: Program): Program;
  /** What has come of the traps since the last look; `printed` is all that a program made seen. */
  sprung(printed: string): Promise<string[]>;
}

/** Lays the traps. */
export async function layTraps(): Promise<Traps> {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-traps-'));
  // Nothing but a wall keeps other users out.
  chmodSync(folder, 0o755);
  const secret = `canary-${randomUUID()}`;
  const [secretFile, dropFile] = [join(folder, 'expected.json'), join(folder, 'dropped')];
  const content = JSON.stringify({ answer: secret });
  writeFileSync(secretFile, content);
  process.env['BARBICAN_CHEATS_KEY'] = secret;
  // What a process was started with stands in /proc.
  const keeper = spawn('sleep', ['infinity'], { env: process.env, stdio: 'ignore' });
  const server = await serverThatTells(secret);
  // The name under which the programs start what is to stay behind.
  const stays = `barbican-cheat-${randomUUID()}`;
  const words = {
    SECRET_FILE: secretFile,
    DROP_FILE: dropFile,
    PORT: String(server.port),
    REPOSITORY: repositoryIn(folder, secret),
    STAYS: stays,
  };
  return {
    laid: (program) => ({
      ...program,
      files: Object.fromEntries(
        Object.entries(program.files).map(([path, text]) => [path, filled(text, words)]),
      ),
    }),
    sprung: async (printed) => {
      const effects: string[] = [];
      if (printed.includes(secret)) effects.push('a secret came out');
      if (existsSync(dropFile)) effects.push('it wrote outside');
      if (readFileSync(secretFile, 'utf8') !== content) effects.push('it changed a file outside');
      if (server.connections() > 0) effects.push('it reached a server');
      if (await endedThatStayed(stays)) effects.push('a process of it stayed');
      rmSync(dropFile, { force: true });
      writeFileSync(secretFile, content);
      return effects;
    },
    [Symbol.asyncDispose]: () => {
      server.close();
      keeper.kill();
      delete process.env['BARBICAN_CHEATS_KEY'];
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

interface TellingServer {
  readonly port: number;
  /** How many there were since the last time. */
  connections(): number;
  close(): void;
}

/** A server on this machine that tells whoever comes. */
async function serverThatTells(secret: string): Promise<TellingServer> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    socket.end(`${secret}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => {
      const since = connections;
      connections = 0;
      return since;
    },
    close: () => void server.close(),
  };
}

/** A repository in whose history the secret is. */
function repositoryIn(folder: string, secret: string): string {
  const path = join(folder, 'repository');
  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
    execFileSync('git', [...who, '-C', path, ...args], { stdio: 'ignore' });
  };
  mkdirSync(path);
  git('init');
  for (const text of [secret, 'removed']) {
    writeFileSync(join(path, 'answers'), text);
    git('add', 'answers');
    git('commit', '--message', 'Answers');
  }
  return path;
}

function filled(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/@([A-Z_]+)@/gu, (whole, word: string) => words[word] ?? whole);
}

/** How long what was killed may take to be gone, in milliseconds. */
const GRACE_MS = 1_000;

/** Whether a process of that name lives on; ends it. */
async function endedThatStayed(name: string): Promise<boolean> {
  for (const endMs = performance.now() + GRACE_MS; performance.now() < endMs; ) {
    if (pidsNamed(name).length === 0) return false;
    await sleep(20);
  }
  for (const pid of pidsNamed(name)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
  return true;
}

function pidsNamed(name: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => {
      try {
        return /^\d+$/u.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name);
      } catch {
        return false; // It ended meanwhile.
      }
    })
    .map(Number);
}
