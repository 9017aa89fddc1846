/**
 * The judge's end of the private channel to a program's host: two FIFOs, frames of JSON.
 *
 * Host to judge, once: `{ nonce, begun: true }` before it loads the program, and `{ nonce, ready: true }` after.
 * Judge to host: `{ nonce, id, inputs: […] }`. Host to judge:
 * `{ nonce, id, outputs: […] }`, one output per input, or `{ nonce, id, error: { message } }` if the program threw.
 * `nonce` belongs to the session, `id` is drawn anew for each request; a reply that does not carry both is a lie.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { z } from 'zod';
import type { Channel } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeStrictJson, encodeFrame, FrameReader, FrameTooLongError } from '../framing.ts';

/** Room for the frame around the outputs. */
const ENVELOPE_BYTES = 1024;
/** Deepest nesting of a frame: what is walked through by functions that call themselves must not exhaust the stack. */
const LEVELS = 500;

/** What came of one exchange with the program. */
export type Exchange =
  | { readonly kind: 'reply'; readonly outputs: readonly unknown[]; readonly us: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The program is gone; the sandbox knows why. */
  | { readonly kind: 'gone' };

/** The program, as the judge talks with it: one exchange at a time. */
export interface ProgramChannel {
  /** Whether the host came so far that the program could run; before that its end is not the program's doing. */
  readonly begun: boolean;
  /** Resolves when the host says that the program is loaded. */
  ready(limitMs: number): Promise<Exchange>;
  /** Sends inputs, waits for their outputs. */
  exchange(inputs: readonly unknown[], limitMs: number): Promise<Exchange>;
  close(): void;
}

const begunSchema = z.strictObject({ nonce: z.string(), begun: z.literal(true) });
const readySchema = z.strictObject({ nonce: z.string(), ready: z.literal(true) });
const replySchema = z.union([
  z.strictObject({ nonce: z.string(), id: z.string(), outputs: z.array(z.unknown()) }),
  z.strictObject({
    nonce: z.string(),
    id: z.string(),
    error: z.strictObject({ message: z.string() }),
  }),
]);

/** What {@link openProgramChannel} needs. */
export interface ProgramChannelOptions {
  readonly channel: Channel;
  readonly nonce: string;
  /** Largest output in bytes. */
  readonly outputBytes: number;
  readonly clock: Clock;
}

/**
 * Opens both FIFOs. The sandbox holds ends of its own until it is told, so neither end looks closed yet.
 *
 * @throws If a FIFO cannot be opened.
 */
export function openProgramChannel(options: ProgramChannelOptions): ProgramChannel {
  return new FifoChannel(options);
}

/** What waits for a frame. */
interface Waiting {
  /** The id that the reply must carry; undefined for the ready frame. */
  readonly id: string | undefined;
  readonly startMs: number;
  readonly settle: (exchange: Exchange) => void;
}

class FifoChannel implements ProgramChannel {
  begun = false;
  readonly #clock: Clock;
  readonly #nonce: string;
  readonly #reader: FrameReader;
  readonly #replies: Socket;
  readonly #requests: Socket;
  #waiting: Waiting | undefined;
  #answeredId: string | undefined;
  /** Why nothing further can come, once that is so. */
  #over: Exchange | undefined;

  constructor({ channel, nonce, outputBytes, clock }: ProgramChannelOptions) {
    this.#clock = clock;
    this.#nonce = nonce;
    this.#reader = new FrameReader(outputBytes + ENVELOPE_BYTES);
    const replyFd = openSync(channel.replyPath, constants.O_RDONLY | constants.O_NONBLOCK);
    let requestFd: number;
    try {
      requestFd = openSync(channel.requestPath, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      closeSync(replyFd);
      throw error;
    }
    this.#replies = new Socket({ fd: replyFd, readable: true, writable: false });
    this.#requests = new Socket({ fd: requestFd, readable: false, writable: true });
    this.#replies.on('data', (chunk) => this.#read(chunk));
    // A pipe that breaks and one that ends mean the same: the program is gone, and the sandbox knows why.
    for (const event of ['end', 'error', 'close'])
      this.#replies.on(event, () => this.#finish({ kind: 'gone' }));
    this.#requests.on('error', () => this.#finish({ kind: 'gone' }));
  }

  ready(limitMs: number): Promise<Exchange> {
    return this.#wait(undefined, limitMs, 'the program was not loaded');
  }

  exchange(inputs: readonly unknown[], limitMs: number): Promise<Exchange> {
    const id = randomUUID();
    const frame = encodeFrame({ nonce: this.#nonce, id, inputs });
    const reply = this.#wait(id, limitMs, 'a call was not answered');
    if (this.#over === undefined) this.#requests.write(frame);
    return reply;
  }

  close(): void {
    this.#finish({ kind: 'gone' });
    this.#requests.destroy();
    this.#replies.destroy();
  }

  #wait(id: string | undefined, limitMs: number, what: string): Promise<Exchange> {
    if (this.#over) return Promise.resolve(this.#over);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const detail = `${what} within ${Math.round(limitMs)} ms`;
        this.#finish({ kind: 'failed', failure: { kind: 'timeout', detail } });
      }, limitMs);
      const settle = (exchange: Exchange): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(exchange);
      };
      this.#waiting = { id, startMs: this.#clock.monotonicMs(), settle };
    });
  }

  #finish(exchange: Exchange): void {
    this.#over ??= exchange;
    this.#waiting?.settle(this.#over);
  }

  #read(chunk: Uint8Array): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#over) return;
    try {
      for (const body of this.#reader.push(chunk)) this.#frame(body, nowMs);
    } catch (error) {
      if (!(error instanceof FrameTooLongError)) throw error;
      this.#finish(failed('output-limit', `the program sent ${error.message}`));
    }
  }

  #frame(body: Uint8Array, nowMs: number): void {
    if (this.#over) return;
    let value: unknown;
    try {
      value = decodeStrictJson(body);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      this.#finish(
        failed('protocol', `the program sent a frame that is not JSON: ${error.message}`),
      );
      return;
    }
    if (body.length > 2 * LEVELS && isDeeper(value, LEVELS)) {
      this.#finish(failed('bad-output', `the output is nested more than ${LEVELS} levels deep`));
      return;
    }
    const waiting = this.#waiting;
    if (waiting && waiting.id === undefined) this.#ready(value, waiting);
    else this.#reply(value, nowMs);
  }

  #ready(value: unknown, waiting: Waiting): void {
    const frame = (this.begun ? readySchema : begunSchema).safeParse(value);
    if (frame.success && frame.data.nonce === this.#nonce) {
      if (this.begun) waiting.settle({ kind: 'reply', outputs: [], us: 0 });
      this.begun = true;
      return;
    }
    this.#finish(
      failed('protocol', 'the program did not begin with the ready frame of this session'),
    );
  }

  #reply(value: unknown, nowMs: number): void {
    const frame = replySchema.safeParse(value);
    if (!frame.success || frame.data.nonce !== this.#nonce) {
      this.#finish(
        failed('protocol', 'the program sent a frame that is not a reply of this session'),
      );
      return;
    }
    const { data } = frame;
    // Only the first well-formed reply to a request counts.
    if (data.id === this.#answeredId) return;
    const waiting = this.#waiting;
    if (waiting?.id !== data.id) {
      this.#finish(failed('protocol', 'the program answered a request that was not made'));
      return;
    }
    this.#answeredId = data.id;
    if ('error' in data) waiting.settle(failed('crash', data.error.message));
    else
      waiting.settle({
        kind: 'reply',
        outputs: data.outputs,
        us: 1000 * (nowMs - waiting.startMs),
      });
  }
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
