import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { Sandbox, Session } from '../../contracts/sandbox.ts';
import { InfraError } from '../../domain/errors.ts';
import type { Limits } from '../../domain/problem.ts';
import type { Language } from '../../domain/program.ts';
import type { WallClaim } from '../../domain/wall.ts';

/** What became of one try to get out. */
export interface Escape {
  readonly claim: WallClaim;
  /** What was tried. */
  readonly attempt: string;
  readonly language: Language;
  /** Whether the wall held. */
  readonly held: boolean;
  /** What was seen: the error, or how far it got. */
  readonly said: string;
}

/** The limits of the programs that try. */
export const ESCAPE_LIMITS: Limits = {
  callMs: 60_000,
  workloadMs: 60_000,
  memoryMiB: 96,
  outputBytes: 1e6,
};

/** How long a program that tries may take, in milliseconds. */
const PATIENCE_MS = 60_000;

const ENDINGS: Readonly<Partial<Record<Language, string>>> = { javascript: 'cjs', python: 'py' };

/** Starts a program, which is killed if it takes too long, and calls it once; what it answers is not read. */
export async function opened(sandbox: Sandbox, language: Language, text: string): Promise<Session> {
  const main = `escape.${ENDINGS[language] ?? language}`;
  const program = { language, main, files: { [main]: text } };
  const job = { program, entry: 'run', kind: 'function', nonce: 'escape' } as const;
  const session = await sandbox.open(job, ESCAPE_LIMITS, new AbortController().signal);
  if (!('channel' in session)) throw new InfraError(`Cannot try to escape: ${session.detail}`);
  const timer = setTimeout(() => session.kill(), PATIENCE_MS);
  void session.ended.then(() => clearTimeout(timer));
  call(session.channel.requestPath);
  return session;
}

function call(requestPath: string): void {
  const body = Buffer.from(JSON.stringify({ id: '0', inputs: [null] }));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  const fd = openSync(requestPath, constants.O_WRONLY | constants.O_NONBLOCK);
  writeSync(fd, Buffer.concat([head, body]));
  closeSync(fd);
}
