import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import type { Channel, Session, SessionEnd } from '../contracts/sandbox.ts';
import type { Failure, Tier } from '../domain/evaluation.ts';
import { InfraError } from '../domain/errors.ts';
import { processTreeUsage } from '../lib/node/process-tree-usage.ts';
import { capture, type Capture } from './capture.ts';
import { failureOfEnd, wasKilled } from './failure-of-end.ts';
import type { FifoPair } from './fifos.ts';
import { holdFifos } from './fifos.ts';
import type { Command } from './tiers/tier.ts';

/** What a program may print before it is stopped, in bytes. */
const PRINTED_BYTES = 8 * 2 ** 20;
/** How often its memory is looked at, in milliseconds. */
const WATCH_MS = 50;
/** How long output of a dead program is waited for: descendants may hold the pipes. */
const LAST_WORDS_MS = 100;

/** What {@link startSession} needs. */
export interface SessionOptions {
  readonly command: Command;
  readonly fifos: FifoPair;
  readonly tier: Tier;
  /** What the host reads on standard input. */
  readonly payload: string;
  /** Memory of the whole process tree, the interpreter's own included, in MiB. */
  readonly memoryMiB: number;
  /** Kills what is left when the first process is dead. */
  readonly reap: () => void;
}

/** Starts a program alone and watches over it. @throws {InfraError} If it cannot be started. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const held = holdFifos(options.fifos);
  const { argv, env } = options.command;
  const [file, ...args] = argv;
  const child = spawn(file, args, {
    env,
    cwd: '/',
    // A terminal's Ctrl-C is for Barbican, not for programs.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', held.requestFd, held.replyFd],
  });
  return await new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      held.remove();
      reject(new InfraError(`Cannot start ${file}`, { cause }));
    });
    child.once('spawn', () => {
      held.given();
      resolve(new ProgramSession(child, options, held));
    });
  });
}

class ProgramSession implements Session {
  readonly tier: Tier;
  readonly channel: Channel;
  readonly ended: Session['ended'];
  readonly #child: ChildProcess;
  readonly #options: SessionOptions;
  readonly #held: ReturnType<typeof holdFifos>;
  readonly #printed: { readonly stdout: Capture; readonly stderr: Capture };
  /** Why this side killed it. */
  #stopped: Failure | undefined;
  #killed = false;

  constructor(child: ChildProcess, options: SessionOptions, held: ReturnType<typeof holdFifos>) {
    const { pid, stdin, stdout, stderr } = child;
    if (pid === undefined || !(stdin instanceof Writable)) throw new TypeError('No process');
    if (!(stdout instanceof Readable) || !(stderr instanceof Readable))
      throw new TypeError('No pipes');
    this.#child = child;
    this.#options = options;
    this.#held = held;
    this.tier = options.tier;
    this.channel = { ...options.fifos, hostPid: pid };
    const check = (): void => this.#checkPrinted();
    this.#printed = { stdout: capture(stdout, check), stderr: capture(stderr, check) };
    // A program that is dead before it has read everything shows in its end.
    stdin.on('error', () => undefined);
    stdin.end(options.payload);
    this.ended = this.#end(pid);
  }

  opened(): void {
    this.#held.letGo();
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.ended;
    // Not before: a judge that comes late reads what was said, and then the end.
    this.#held.remove();
  }

  #checkPrinted(): void {
    const bytes = this.#printed.stdout.bytes() + this.#printed.stderr.bytes();
    if (bytes > PRINTED_BYTES) {
      this.#stop({
        kind: 'output-limit',
        detail: `it printed more than ${PRINTED_BYTES / 2 ** 20} MiB`,
      });
    }
  }

  #checkMemory(pid: number): void {
    const { memoryMiB } = this.#options;
    const usedMiB = processTreeUsage(pid)?.residentMiB ?? 0;
    if (usedMiB > memoryMiB) {
      this.#stop({ kind: 'memory', detail: `its processes held ${Math.round(usedMiB)} MiB` });
    }
  }

  #stop(failure: Failure): void {
    this.#stopped ??= failure;
    this.kill();
  }

  async #end(pid: number): Promise<SessionEnd> {
    const watch = setInterval(() => this.#checkMemory(pid), WATCH_MS);
    const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    const [code, signal] = await exitOf(this.#child);
    clearInterval(watch);
    const killedByOthers = !this.#killed && wasKilled({ code, signal });
    this.#options.reap();
    await lastWords(this.#child, closed);
    const stdout = this.#printed.stdout.text();
    const stderr = this.#printed.stderr.text();
    const failure = this.#stopped ?? failureOfEnd({ code, signal, stderr });
    return { failure, artifacts: { stdout, stderr }, killedByOthers };
  }
}

function exitOf(child: ChildProcess): Promise<[code: number | null, signal: string | null]> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
}

/** Resolves when the pipes are read to their ends, or after a short while if somebody holds them. */
async function lastWords(child: ChildProcess, closed: Promise<void>): Promise<void> {
  const timer = setTimeout(() => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  }, LAST_WORDS_MS);
  await closed;
  clearTimeout(timer);
}
