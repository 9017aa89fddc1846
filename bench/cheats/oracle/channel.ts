import { randomUUID } from 'node:crypto';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { z } from 'zod';
import type { Channel } from '../../../src/contracts/sandbox.ts';

/** A program gave no answer that can be read. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The oracle's end of a program's channel: asks, and believes what looks like an answer to what was asked. */
export class OracleChannel {
  readonly #nonce: string;
  readonly #replies: Socket;
  readonly #requests: Socket;
  #held = Buffer.alloc(0);
  #over = false;
  #wake: () => void = () => undefined;

  constructor({ requestPath, replyPath }: Channel, nonce: string) {
    this.#nonce = nonce;
    const open = (path: string, mode: number): number =>
      openSync(path, mode | constants.O_NONBLOCK);
    this.#replies = new Socket({
      fd: open(replyPath, constants.O_RDONLY),
      readable: true,
      writable: false,
    });
    this.#requests = new Socket({
      fd: open(requestPath, constants.O_WRONLY),
      readable: false,
      writable: true,
    });
    this.#replies.on('data', (chunk: Buffer) => {
      this.#held = Buffer.concat([this.#held, chunk]);
      this.#wake();
    });
    for (const socket of [this.#replies, this.#requests])
      for (const event of ['close', 'error', 'end']) socket.on(event, () => this.#end());
  }

  /** Waits until the program is loaded. @throws {NoAnswerError} If it is not. */
  async ready(limitMs: number): Promise<void> {
    while ((await this.#frame(limitMs))['ready'] !== true);
  }

  /** The answer to one input. @throws {NoAnswerError} If there is none. */
  async ask(input: unknown, limitMs: number): Promise<unknown> {
    const id = randomUUID();
    const body = Buffer.from(JSON.stringify({ nonce: this.#nonce, id, inputs: [input] }));
    const head = Buffer.alloc(4);
    head.writeUInt32LE(body.length);
    this.#requests.write(Buffer.concat([head, body]));
    for (;;) {
      const frame = await this.#frame(limitMs);
      if (frame['id'] !== id) continue;
      const outputs: unknown = frame['outputs'];
      if (Array.isArray(outputs)) return outputs.at(0);
      throw new NoAnswerError('the program threw');
    }
  }

  close(): void {
    this.#requests.destroy();
    this.#replies.destroy();
  }

  #end(): void {
    this.#over = true;
    this.#wake();
  }

  async #frame(limitMs: number): Promise<Record<string, unknown>> {
    const endMs = performance.now() + limitMs;
    for (;;) {
      const size = this.#held.length < 4 ? Infinity : this.#held.readUInt32LE(0);
      if (size < 2 ** 22 && this.#held.length >= 4 + size) {
        const body = this.#held.subarray(4, 4 + size);
        this.#held = this.#held.subarray(4 + size);
        return objectIn(body);
      }
      if (this.#over || performance.now() > endMs) throw new NoAnswerError('no answer');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, Math.max(1, endMs - performance.now()));
      });
    }
  }
}

const frameSchema = z.record(z.string(), z.unknown());

function objectIn(body: Buffer): Record<string, unknown> {
  try {
    return frameSchema.parse(JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new NoAnswerError('not a frame', { cause });
  }
}
