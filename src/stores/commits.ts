import { Worker } from 'node:worker_threads';
import { ConfigError, InfraError } from '../domain/errors.ts';
import type {
  Append,
  EventRow,
  FromCommitThread,
  PlainError,
  ToCommitThread,
} from './commit-messages.ts';

interface Waiting {
  readonly resolve: (firstSeq: number) => void;
  readonly reject: (error: unknown) => void;
}

/** The writing end of a run's database: a thread, so that this one never waits for the disk. */
export class Commits {
  readonly #thread: Worker;
  readonly #gone: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #unsent: Append[] = [];
  #broken: Error | undefined;
  #closing = false;

  constructor(path: string) {
    this.#thread = new Worker(new URL('commit-thread.js', import.meta.url), { workerData: path });
    this.#thread.on('message', (message: FromCommitThread) => this.#receive(message));
    this.#thread.on('error', (error) => this.#fail(error));
    this.#gone = new Promise((resolve) => this.#thread.once('exit', () => resolve()));
    void this.#gone.then(() => this.#fail(new InfraError('The thread that writes the log ended')));
    this.#thread.unref();
  }

  /**
   * Resolves with the number of the first row once all are on disk.
   *
   * What is added while the disk is at work is committed together next. Rejects if the transaction failed; then nothing
   * of it was written.
   */
  add(rows: readonly EventRow[], texts: readonly string[]): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken);
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#thread.ref();
      // What is added at the same time goes together.
      if (this.#unsent.push({ id, rows, texts }) === 1) queueMicrotask(() => this.#send());
    });
  }

  /** Resolves when all that was added is on disk, the log is one file, and the thread is gone. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#send();
    this.#thread.ref();
    this.#say({ kind: 'close' });
    await this.#gone;
  }

  #send(): void {
    if (this.#unsent.length > 0) this.#say({ kind: 'append', appends: this.#unsent });
    this.#unsent = [];
  }

  #say(message: ToCommitThread): void {
    this.#thread.postMessage(message);
  }

  #receive(message: FromCommitThread): void {
    if (message.kind === 'committed') {
      for (const { id, firstSeq } of message.appends)
        this.#settle(id, ({ resolve }) => resolve(firstSeq));
      return;
    }
    const error = errorOf(message.error);
    for (const id of message.ids) this.#settle(id, ({ reject }) => reject(error));
  }

  #settle(id: number, how: (one: Waiting) => void): void {
    const one = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (one) how(one);
    // Nobody stays for a log that is written, but for its end.
    if (this.#waiting.size === 0 && !this.#closing) this.#thread.unref();
  }

  #fail(error: Error): void {
    this.#broken ??= error;
    for (const id of this.#waiting.keys()) this.#settle(id, ({ reject }) => reject(error));
  }
}

function errorOf({ code, message, cause }: PlainError): Error {
  const options = cause === undefined ? {} : { cause };
  if (code === 'BARBICAN_INFRA') return new InfraError(message, options);
  if (code === 'BARBICAN_CONFIG') return new ConfigError(message, options);
  return new Error(message, options);
}
