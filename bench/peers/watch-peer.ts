/** Runs a peer from a shell, as a person would, and watches it to its end. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { availableBytes, othersRunning } from './processes.ts';

/** What became of it. */
export interface PeerEnd {
  readonly timedOut: boolean;
  readonly exitCode: number | null;
  readonly shellKilled: boolean;
  readonly peakBytes: number;
  readonly printedBytes: number;
  /** The beginning and the end of what it printed. */
  readonly printed: string;
  readonly guarded?: string;
}

/** The machine is left at least this much, in bytes. */
const KEPT_FREE_BYTES = 3 * 2 ** 30;
const LOOK_EVERY_MS = 50;
/** Kept of the beginning and of the end of what it prints. */
const KEPT_CHARACTERS = 2 ** 20;
/** The shell waits for the peer, and says its exit code if it lives to do so. */
const SHELL = '"$@" & echo $! > pid; wait $!; echo $? > code';

/** What a person has in the cell's user namespace is for the cell alone. */
const WITHOUT_RIGHTS = ['--ambient-caps=-all', '--inh-caps=-all'];

/** Starts `command` and waits until it has gone, by itself or at the limit. */
export async function watchPeer(
  command: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string>; readonly limitMs: number },
): Promise<PeerEnd> {
  const { cwd, env, limitMs } = options;
  const shell = spawn('setpriv', [...WITHOUT_RIGHTS, 'sh', '-c', SHELL, 'sh', ...command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = collect(shell.stdout, shell.stderr);
  let shellKilled = false;
  shell.on('exit', (_, signal) => {
    shellKilled = signal !== null;
  });
  const startMs = performance.now();
  let peakBytes = 0;
  let guarded: string | undefined;
  let timedOut = false;
  while (!hasEnded(cwd, shellKilled) && !timedOut && guarded === undefined) {
    await sleep(LOOK_EVERY_MS);
    peakBytes = Math.max(peakBytes, residentBytes());
    if (availableBytes() < KEPT_FREE_BYTES) guarded = 'the machine had less than 3 GiB left';
    timedOut = performance.now() - startMs > limitMs;
  }
  return {
    timedOut,
    exitCode: exitCodeOf(cwd),
    shellKilled,
    peakBytes,
    printedBytes: printed.bytes(),
    printed: printed.text(),
    ...(guarded === undefined ? {} : { guarded }),
  };
}

/** Without its shell, nobody says how the peer ended: then its process must be gone. */
function hasEnded(cwd: string, shellKilled: boolean): boolean {
  if (exitCodeOf(cwd) !== null) return true;
  if (!shellKilled) return false;
  const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'));
  return !othersRunning().some((other) => other.pid === pid);
}

function exitCodeOf(cwd: string): number | null {
  const path = join(cwd, 'code');
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return text === '' ? null : Number(text);
}

function residentBytes(): number {
  return othersRunning().reduce((sum, other) => sum + other.residentBytes, 0);
}

/** Reads all of it, so that nobody waits for us, and keeps a part. */
function collect(...streams: readonly NodeJS.ReadableStream[]): {
  bytes(): number;
  text(): string;
} {
  let bytes = 0;
  let begin = '';
  let end = '';
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (begin.length < KEPT_CHARACTERS) begin += chunk.toString('utf8');
      else end = (end + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
    });
  }
  return { bytes: () => bytes, text: () => begin + end };
}
