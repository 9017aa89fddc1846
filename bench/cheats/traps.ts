/** What a cheat may reach for outside: a file to read, a file to write, a server, a variable, a process that stays. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
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
import type { Program } from '../../src/domain/program.ts';

/** The name under which the programs start what is to stay behind. */
const STAYS = 'barbican-cheat-stays';

/** Laid out once for all instances. */
export interface Traps extends AsyncDisposable {
  /** The program with the places of the traps in its text. */
  laid(program: Program): Program;
  /** What has come of the traps since the last look; `printed` is all that a program made seen. */
  sprung(printed: string): string[];
}

/** Lays the traps. */
export async function layTraps(): Promise<Traps> {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-traps-'));
  const secret = `canary-${randomUUID()}`;
  const [secretFile, dropFile] = [join(folder, 'expected.json'), join(folder, 'dropped')];
  const content = JSON.stringify({ answer: secret });
  writeFileSync(secretFile, content);
  process.env['BARBICAN_CHEATS_KEY'] = secret;
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.end(`${secret}\n`);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const repository = repositoryIn(folder, secret);
  const words = {
    SECRET_FILE: secretFile,
    DROP_FILE: dropFile,
    PORT: String(port),
    REPOSITORY: repository,
    STAYS,
  };
  return {
    laid: (program) => ({
      ...program,
      files: Object.fromEntries(
        Object.entries(program.files).map(([path, text]) => [path, filled(text, words)]),
      ),
    }),
    sprung: (printed) => {
      const effects: string[] = [];
      if (printed.includes(secret)) effects.push('a secret came out');
      if (existsSync(dropFile)) effects.push('it wrote outside');
      if (readFileSync(secretFile, 'utf8') !== content) effects.push('it changed a file outside');
      if (connections > 0) effects.push('it reached a server');
      if (stayed()) effects.push('a process of it stayed');
      rmSync(dropFile, { force: true });
      writeFileSync(secretFile, content);
      connections = 0;
      return effects;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      delete process.env['BARBICAN_CHEATS_KEY'];
      rmSync(folder, { recursive: true, force: true });
      await Promise.resolve();
    },
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

/** Whether a process that a program started lives on. */
function stayed(): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/u.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(STAYS);
    } catch {
      return false; // It ended meanwhile.
    }
  });
}
