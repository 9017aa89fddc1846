/** The judge's channel as it was: asynchronous, over sockets of Node. What `bench/channel.ts` compares with. */
import { randomUUID } from 'node:crypto';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { z } from 'zod';
import type { Channel } from '../../src/contracts/sandbox.ts';
import { decodeStrictJson, encodeFrame, FrameReader } from '../../dist/evaluators/framing.js';

const replySchema = z.union([
  z.strictObject({ nonce: z.string(), begun: z.literal(true) }),
  z.strictObject({ nonce: z.string(), ready: z.literal(true) }),
  z.strictObject({ nonce: z.string(), id: z.string(), outputs: z.array(z.unknown()) }),
]);

/** Waits for frames with a timer each; a limit that is reached rejects. */
export class SocketChannel {
  readonly #nonce: string;
  readonly #reader = new FrameReader(2 ** 20);
  readonly #replies: Socket;
  readonly #requests: Socket;
  #settle: (outputs: readonly unknown[]) => void = () => undefined;

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
    this.#replies.on('data', (chunk) => {
      for (const body of this.#reader.push(chunk)) {
        const frame = replySchema.parse(decodeStrictJson(body));
        if ('begun' in frame) continue;
        this.#settle('outputs' in frame ? frame.outputs : []);
      }
    });
  }

  ready(limitMs: number): Promise<readonly unknown[]> {
    return this.#wait(limitMs);
  }

  exchange(inputs: readonly unknown[], limitMs: number): Promise<readonly unknown[]> {
    const frame = encodeFrame({ nonce: this.#nonce, id: randomUUID(), inputs });
    const reply = this.#wait(limitMs);
    this.#requests.write(frame);
    return reply;
  }

  close(): void {
    this.#requests.destroy();
    this.#replies.destroy();
  }

  #wait(limitMs: number): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer')), limitMs);
      this.#settle = (outputs) => {
        clearTimeout(timer);
        resolve(outputs);
      };
    });
  }
}
