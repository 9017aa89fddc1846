import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ProgramChannelOptions } from '../evaluators/judge/program-channel.ts';
import type { Exchange } from '../evaluators/judge/programs.ts';

const judge = new URL('../../dist/evaluators/judge/program-channel.js', import.meta.url);
const clock = new URL('../../dist/lib/clock.js', import.meta.url);

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
(async () => {
  const { openProgramChannel } = await import(${JSON.stringify(judge.href)});
  const { systemClock } = await import(${JSON.stringify(clock.href)});
  const channel = openProgramChannel({ ...workerData, clock: systemClock });
  parentPort.on('message', ([word, ...args]) => parentPort.postMessage(channel[word](...args)));
  parentPort.postMessage('opened');
})();
`;

/** The judge's end of a channel in a thread of its own: it blocks, and a sandbox in this process must go on meanwhile. */
export class ThreadedChannel {
  readonly #thread: Worker;

  /** Opens the channel, as it is built. */
  static async open(options: Omit<ProgramChannelOptions, 'clock'>): Promise<ThreadedChannel> {
    const thread = new Worker(THREAD, { eval: true, workerData: options });
    await once(thread, 'message');
    return new ThreadedChannel(thread);
  }

  private constructor(thread: Worker) {
    this.#thread = thread;
  }

  ready(limitMs: number): Promise<Exchange> {
    return this.#ask('ready', limitMs);
  }

  exchange(inputs: readonly unknown[], limitMs: number): Promise<Exchange> {
    return this.#ask('exchange', inputs, limitMs);
  }

  async close(): Promise<void> {
    await this.#answer('close');
    await this.#thread.terminate();
  }

  async #ask(word: string, ...args: readonly unknown[]): Promise<Exchange> {
    const came = await this.#answer(word, ...args);
    assert.ok(isExchange(came), `No exchange: ${JSON.stringify(came)}`);
    return came;
  }

  async #answer(...message: readonly unknown[]): Promise<unknown> {
    const answer = once(this.#thread, 'message');
    this.#thread.postMessage(message);
    const [came]: unknown[] = await answer;
    return came;
  }
}

function isExchange(value: unknown): value is Exchange {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
