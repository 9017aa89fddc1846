import type { Readable } from 'node:stream';
import type { Channel, Session, SessionEnd } from '../contracts/sandbox.ts';
import type { Failure, Tier } from '../domain/evaluation.ts';
import { processTreeUsage } from '../lib/node/process-tree-usage.ts';
import { capture, type Capture } from './capture.ts';
import { failureOfEnd, wasKilled } from './failure-of-end.ts';
import type { HeldFifos } from './fifos.ts';

/** What a program may print before it is stopped, in bytes. */
const PRINTED_BYTES = 8 * 2 ** 20;
/** How often its memory is looked at, in milliseconds. */
const WATCH_MS = 50;
/** Processes that a program may have at a time, those of its sandbox included. */
const MOST_PROCESSES = 256;
/** How long output of a dead program is waited for: descendants may hold the pipes. */
const LAST_WORDS_MS = 100;

/** A program that was started alone, however it was. */
export interface Running {
  /** As seen from here; absent if it cannot be told. */
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Kills the first process. */
  kill(): void;
  /** How the first process ended. */
  readonly exited: Promise<readonly [code: number | null, signal: string | null]>;
}

/** A host that was started alone and has no program yet. */
export interface WaitingHost extends Running {
  isAlive(): boolean;
  /** Gives it what it reads on standard input, once. */
  give(payload: string): void;
  /** Writes to its standard input, which stays open. */
  write(bytes: Uint8Array): void;
}

/** What {@link waitingSession} needs. */
export interface SessionOptions {
  readonly channel: Pick<Channel, 'requestPath' | 'replyPath'>;
  readonly held: HeldFifos;
  readonly tier: Tier;
  /** Memory of the whole process tree, the interpreter's own included, in MiB. */
  readonly memoryMiB: number;
  /** Whether the kernel killed one of its processes as they held too much together; absent where it does not look. */
  readonly ranOutOfMemory?: () => boolean;
  /** Kills what is left when the first process is dead. */
  readonly reap: () => Promise<void>;
}

/** A host that was started and waits for its program: it holds nothing yet that anybody could want. */
export interface WaitingSession {
  /** Whether it can still be used. */
  isAlive(): boolean;
  /** Gives it its program, once, and watches over it from now on. */
  begin(payload: string): Session;
  /** Kills it and removes what it held. */
  kill(): void;
}

/** What will be a session when its host gets a program. */
export function waitingSession(host: WaitingHost, options: SessionOptions): WaitingSession {
  const session = new ProgramSession(host, options);
  return {
    isAlive: () => host.isAlive(),
    begin: (payload) => {
      host.give(payload);
      return session.watched();
    },
    kill: () => void session[Symbol.asyncDispose](),
  };
}

class ProgramSession implements Session {
  readonly tier: Tier;
  readonly channel: Channel;
  readonly ended: Session['ended'];
  readonly #running: Running;
  readonly #options: SessionOptions;
  readonly #printed: { readonly stdout: Capture; readonly stderr: Capture };
  #watch: NodeJS.Timeout | undefined;
  /** Why this side killed it. */
  #stopped: Failure | undefined;
  #killed = false;

  constructor(running: Running, options: SessionOptions) {
    const { pid, stdout, stderr } = running;
    this.#running = running;
    this.#options = options;
    this.tier = options.tier;
    this.channel = { ...options.channel, ...(pid === undefined ? {} : { hostPid: pid }) };
    const check = (): void => this.#checkPrinted();
    this.#printed = { stdout: capture(stdout, check), stderr: capture(stderr, check) };
    this.ended = this.#end();
  }

  /** Looks at its memory from now on: what a host used to start is not the program's doing. */
  watched(): this {
    this.#watch = setInterval(() => this.#look(), WATCH_MS);
    return this;
  }

  opened(): void {
    this.#options.held.letGo();
  }

  kill(): void {
    this.#killed = true;
    this.#running.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.ended;
    // Not before: a judge that comes late reads what was said, and then the end.
    this.#options.held.remove();
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

  #look(): void {
    const { pid } = this.#running;
    const usage = pid === undefined ? undefined : processTreeUsage(pid);
    if (this.#options.ranOutOfMemory?.()) this.#stop(OUT_OF_MEMORY);
    if (usage === undefined) return;
    const { residentMiB, processes } = usage;
    if (residentMiB > this.#options.memoryMiB)
      this.#stop({ kind: 'memory', detail: `its processes held ${Math.round(residentMiB)} MiB` });
    if (processes > MOST_PROCESSES)
      this.#stop({ kind: 'processes', detail: `it ran more than ${MOST_PROCESSES} processes` });
  }

  #stop(failure: Failure): void {
    this.#stopped ??= failure;
    this.kill();
  }

  async #end(): Promise<SessionEnd> {
    const closed = Promise.all([closeOf(this.#running.stdout), closeOf(this.#running.stderr)]);
    const [code, signal] = await this.#running.exited;
    clearInterval(this.#watch);
    if (this.#options.ranOutOfMemory?.()) this.#stopped ??= OUT_OF_MEMORY;
    const killedByOthers =
      !this.#killed && this.#stopped === undefined && wasKilled({ code, signal });
    const reaped = this.#options.reap();
    await lastWords(this.#running, closed);
    await reaped;
    const stdout = this.#printed.stdout.text();
    const stderr = this.#printed.stderr.text();
    const failure = this.#stopped ?? failureOfEnd({ code, signal, stderr });
    return { failure, artifacts: { stdout, stderr }, killedByOthers };
  }
}

const OUT_OF_MEMORY: Failure = {
  kind: 'memory',
  detail: 'its processes held more than the kernel lets them have together',
};

function closeOf(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', () => resolve());
  });
}

/** Resolves when the pipes are read to their ends, or after a short while if somebody holds them. */
async function lastWords({ stdout, stderr }: Running, closed: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => {
    stdout.destroy();
    stderr.destroy();
  }, LAST_WORDS_MS);
  await closed;
  clearTimeout(timer);
}
