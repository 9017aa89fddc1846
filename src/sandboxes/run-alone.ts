import { spawn } from 'node:child_process';
import { processTreeUsage } from '../lib/node/process-tree-usage.ts';
import { InfraError } from '../domain/errors.ts';
import { capture } from './capture.ts';
import type { Command } from './tiers/tier.ts';

/** How often memory is looked at, in milliseconds. */
const WATCH_MS = 50;

/** A command that runs alone to its end. */
export interface AloneJob {
  readonly command: Command;
  /** Kills what is left when the first process is dead. */
  readonly reap: () => void;
  readonly limitMs: number;
  /** Of all its processes together. */
  readonly memoryMiB: number;
  /** The most that it may print to standard output. */
  readonly outputBytes: number;
}

/** How it ended. */
export interface AloneEnd {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Why this side ended it; absent if it ended by itself. */
  readonly stopped?: string;
}

/**
 * Runs a command without input, and gives what it printed.
 *
 * @throws {InfraError} If it cannot be started.
 * @throws The signal's reason if it is aborted meanwhile.
 */
export async function runAlone(job: AloneJob, signal: AbortSignal): Promise<AloneEnd> {
  signal.throwIfAborted();
  const { argv, env } = job.command;
  const [file, ...args] = argv;
  const child = spawn(file, args, {
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  const printed: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > job.outputBytes) stop(`made more than ${job.outputBytes} bytes`);
    else printed.push(chunk);
  });
  const said = capture(child.stderr, () => undefined);
  const timer = setTimeout(() => stop(`did not end within ${job.limitMs} ms`), job.limitMs);
  const watch = setInterval(() => {
    const usedMiB = processTreeUsage(child.pid ?? 0)?.residentMiB ?? 0;
    if (usedMiB > job.memoryMiB) stop(`held more than ${job.memoryMiB} MiB`);
  }, WATCH_MS);
  const abort = (): void => stop('was aborted');
  signal.addEventListener('abort', abort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (cause) => reject(new InfraError(`Cannot start ${file}`, { cause })));
      child.once('exit', () => job.reap());
      child.once('close', (exitCode) => resolve(exitCode));
    });
    signal.throwIfAborted();
    const end = { code, stdout: Buffer.concat(printed), stderr: said.text() };
    return stopped === undefined ? end : { ...end, stopped };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    signal.removeEventListener('abort', abort);
  }
}
