/**
 * The judge's end of the private channel to a program's host: two FIFOs, frames of JSON.
 *
 * Host to judge, once: `{ nonce, begun: true }` before it loads the program, and `{ nonce, ready: true }` after.
 * Judge to host: `{ nonce, id, inputs: […] }`. Host to judge:
 * `{ nonce, id, outputs: […] }`, one output per input, or `{ nonce, id, error: { message } }` if the program threw.
 * `nonce` belongs to the session, `id` is drawn anew for each request; a reply that does not carry both is a lie.
 *
 * The judge blocks in the kernel while the program works, which is the fastest way between two processes, and a watchdog
 * breaks the wait at its limit: `docs/decisions/0006-judge-channel.md`.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { Channel } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeStrictJson, encodeFrame, FrameTooLongError } from '../framing.ts';
import { hasDoubleKey } from './double-keys.ts';
import { replyIn, signIn } from './program-frames.ts';
import type { Exchange } from './programs.ts';
import { ReplyReader } from './reply-reader.ts';
import { type WatchedPair, Watchdog } from './watchdog.ts';

/** Room for the frame around the outputs. */
const ENVELOPE_BYTES = 1024;
const NO_SIGN = 'the program did not begin with the ready frame of this session';
/** Deepest nesting of a frame: what is walked through by functions that call themselves must not exhaust the stack. */
const LEVELS = 500;

/** The program, as the judge talks with it: one exchange at a time. Both block: nothing else is to be done meanwhile. */
export interface ProgramChannel {
  /**
   * Waits until the host says that the program is loaded; `us` is what that took.
   *
   * @param onBegun Called when the host begins to load it.
   */
  ready(limitMs: number, onBegun?: () => void): Exchange;
  /** Sends inputs, waits for their outputs. */
  exchange(inputs: readonly unknown[], limitMs: number): Exchange;
  close(): void;
}

/** What {@link openProgramChannel} needs. */
export interface ProgramChannelOptions {
  readonly channel: Channel;
  readonly nonce: string;
  /** Largest output in bytes. */
  readonly outputBytes: number;
  readonly clock: Clock;
}

/** One for the whole process: it has one wait at a time. */
const watchdog = new Watchdog();

/**
 * Opens both FIFOs. The sandbox holds ends of its own until it is told, so neither end looks closed yet; where it has
 * let go already, the program is gone.
 */
export function openProgramChannel(options: ProgramChannelOptions): ProgramChannel {
  const { requestPath, replyPath } = options.channel;
  const replyFd = openFifo(replyPath, constants.O_RDONLY);
  const requestFd = openFifo(requestPath, constants.O_WRONLY);
  if (replyFd !== undefined && requestFd !== undefined)
    return new FifoChannel(options, { replyFd, requestFd });
  for (const fd of [replyFd, requestFd]) if (fd !== undefined) closeSync(fd);
  return GONE_CHANNEL;
}

/** Whoever could say why has gone too: nothing is known of the program. */
const NEVER_THERE: Exchange = { kind: 'gone', begun: false };
const GONE_CHANNEL: ProgramChannel = {
  ready: () => NEVER_THERE,
  exchange: () => NEVER_THERE,
  close: () => undefined,
};

/** Opens a FIFO in blocking mode without waiting for the other side; `undefined` if it was removed. */
function openFifo(path: string, mode: number): number | undefined {
  let guard: number;
  try {
    guard = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return openSync(`/proc/self/fd/${guard}`, mode);
  } finally {
    closeSync(guard);
  }
}

class FifoChannel implements ProgramChannel {
  begun = false;
  readonly #clock: Clock;
  readonly #nonce: string;
  readonly #fds: WatchedPair;
  readonly #reader: ReplyReader;
  #answeredId: string | undefined;
  #begun = false;
  /** Why nothing further can come, once that is so. */
  #over: Exchange | undefined;
  #closed = false;

  constructor({ nonce, outputBytes, clock }: ProgramChannelOptions, fds: WatchedPair) {
    this.#clock = clock;
    this.#nonce = nonce;
    this.#fds = fds;
    this.#reader = new ReplyReader(fds.replyFd, outputBytes + ENVELOPE_BYTES);
    watchdog.enter();
  }

  ready(limitMs: number, onBegun: () => void = () => undefined): Exchange {
    let begunMs = 0;
    const came = this.#watched(limitMs, 'the program was not loaded', (isOver) => {
      for (const sign of ['begun', 'ready'] as const) {
        const value = this.#read(isOver);
        if (value === undefined) return this.#gone();
        if (signIn(value, sign)?.nonce !== this.#nonce) return failed('protocol', NO_SIGN);
        if (sign === 'ready') break;
        this.#begun = true;
        begunMs = this.#clock.monotonicMs();
        onBegun();
      }
      return { kind: 'reply', outputs: [], us: 0 };
    });
    if (came.kind !== 'reply') return came;
    return { ...came, us: 1000 * (this.#clock.monotonicMs() - begunMs) };
  }

  exchange(inputs: readonly unknown[], limitMs: number): Exchange {
    const id = randomUUID();
    const frame = encodeFrame({ nonce: this.#nonce, id, inputs });
    return this.#watched(limitMs, 'a call was not answered', (isOver) =>
      this.#write(frame, isOver) ? this.#reply(id, isOver) : this.#gone(),
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#over ??= this.#gone();
    watchdog.leave();
    closeSync(this.#fds.requestFd);
    closeSync(this.#fds.replyFd);
  }

  /** Does work that may block for `limitMs` at most; whatever is not a reply ends the channel. */
  #watched(limitMs: number, what: string, work: (isOver: () => boolean) => Exchange): Exchange {
    if (this.#over) return this.#over;
    const startMs = this.#clock.monotonicMs();
    const watch = watchdog.watch(this.#fds, limitMs);
    let came: Exchange;
    try {
      came = work(watch.isOver);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) {
        watch.end();
        throw error;
      }
      came = failure;
    }
    const us = 1000 * (this.#clock.monotonicMs() - startMs);
    // A reply counts by the judge's own clock, however late the watchdog looked.
    if (watch.end() || us > 1000 * limitMs)
      came = failed('timeout', `${what} within ${Math.round(limitMs)} ms`);
    if (came.kind === 'reply') return { ...came, us };
    this.#over = came;
    return came;
  }

  /** Whether all of it could be written. */
  #write(frame: Uint8Array, isOver: () => boolean): boolean {
    try {
      for (let at = 0; at < frame.length && !isOver(); )
        at += writeSync(this.#fds.requestFd, frame, at);
      return true;
    } catch (error) {
      if (hasCode(error, 'EPIPE')) return false;
      throw error;
    }
  }

  #reply(id: string, isOver: () => boolean): Exchange {
    for (;;) {
      const value = this.#read(isOver);
      if (value === undefined) return this.#gone();
      const reply = replyIn(value);
      if (reply?.nonce !== this.#nonce)
        return failed('protocol', 'the program sent a frame that is not a reply of this session');
      if (reply.id === id) {
        this.#answeredId = id;
        if ('error' in reply) return failed('crash', reply.error);
        return { kind: 'reply', outputs: reply.outputs, us: 0 };
      }
      // Only the first well-formed reply to a request counts.
      if (reply.id !== this.#answeredId)
        return failed('protocol', 'the program answered a request that was not made');
    }
  }

  /** The next frame's value; `undefined` if none can come or the time is up. */
  #read(isOver: () => boolean): unknown {
    const body = isOver() ? undefined : this.#reader.next(isOver);
    if (body === undefined) return undefined;
    const value = valueOf(body);
    if (body.length > 2 * LEVELS && isDeeper(value, LEVELS)) throw new TooDeepError();
    if (hasDoubleKey(body, value))
      throw new NotJsonError('a frame in which an object has a key twice');
    return value;
  }

  #gone(): Exchange {
    return { kind: 'gone', begun: this.#begun };
  }
}

function valueOf(body: Uint8Array): unknown {
  try {
    return decodeStrictJson(body);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NotJsonError(`a frame that is not JSON: ${why}`, { cause });
  }
}

/** A program sent something that is nested too deep. */
class TooDeepError extends Error {
  override readonly name = 'TooDeepError';
}

/** A program sent something else than JSON. */
class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}

/** How a program that broke the rules of the channel has failed; anything else that is thrown is a bug of ours. */
function failureOf(error: unknown): Exchange | undefined {
  if (error instanceof FrameTooLongError)
    return failed('output-limit', `the program sent ${error.message}`);
  if (error instanceof TooDeepError)
    return failed('bad-output', `the output is nested more than ${LEVELS} levels deep`);
  if (error instanceof NotJsonError) return failed('protocol', `the program sent ${error.message}`);
  return undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  let level = [value].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return true;
    level = level.flatMap((item) => Object.values(item).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function failed(kind: Failure['kind'], detail: string): Exchange {
  return { kind: 'failed', failure: { kind, detail } };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
