import { Worker } from 'node:worker_threads';
import { WATCH_WORDS, WORD } from './watchdog-words.ts';

/** How long the judge sleeps at a time until the thread has let go, in milliseconds. */
const LET_GO_MS = 100;
const MAX_TURN = 2 ** 30;
/** A word's largest number: 24 days. */
const MAX_LIMIT_MS = 2 ** 31 - 1;

/** A pair of descriptors that a wait may block on. */
export interface WatchedPair {
  /** FIFO that the judge writes, in blocking mode. */
  readonly requestFd: number;
  /** FIFO that the judge reads, in blocking mode. */
  readonly replyFd: number;
}

/** One wait that is watched. */
export interface Watch {
  /** Whether the time is up; what was read or written since is not to be believed. */
  isOver(): boolean;
  /** Must be called once, when nothing blocks any more; whether the time was up. */
  end(): boolean;
}

/**
 * Breaks waits that a process could not end by itself: a blocking read knows no time.
 *
 * A thread of this process looks at the wait from time to time. When its time is up, the thread writes a byte into the
 * FIFO that is read and empties the one that is written, so that both system calls come back. It does so over
 * descriptors of its own, opened for that moment: an end that it held all the time would hide the end of the program.
 */
export class Watchdog {
  readonly #words = new Int32Array(
    new SharedArrayBuffer(WATCH_WORDS * Int32Array.BYTES_PER_ELEMENT),
  );
  #turn = 0;
  #thread: Worker | undefined;

  /** Begins to look, for as long as something may block. Each call needs one of `leave`. */
  enter(): void {
    if (this.#thread === undefined) this.#thread = this.#start();
    Atomics.add(this.#words, WORD.users, 1);
    Atomics.notify(this.#words, WORD.users);
  }

  leave(): void {
    Atomics.sub(this.#words, WORD.users, 1);
  }

  /** Watches the caller's waits on `pair` from now on; one watch at a time. */
  watch({ requestFd, replyFd }: WatchedPair, limitMs: number): Watch {
    const words = this.#words;
    this.#turn = (this.#turn % MAX_TURN) + 1;
    const turn = this.#turn;
    words[WORD.limitMs] = Math.min(Math.ceil(limitMs), MAX_LIMIT_MS);
    words[WORD.requestFd] = requestFd;
    words[WORD.replyFd] = replyFd;
    Atomics.store(words, WORD.turn, turn);
    return {
      isOver: () => Atomics.load(words, WORD.turn) !== turn,
      end: () => {
        if (Atomics.compareExchange(words, WORD.turn, turn, 0) === turn) return false;
        // The descriptors stay open until the thread has let go of them.
        Atomics.store(words, WORD.back, 1);
        while (Atomics.load(words, WORD.turn) === -turn)
          Atomics.wait(words, WORD.turn, -turn, LET_GO_MS);
        return true;
      },
    };
  }

  #start(): Worker {
    const thread = new Worker(new URL('watchdog-thread.js', import.meta.url), {
      workerData: this.#words,
    });
    // The judge's process must not stay for it.
    thread.unref();
    return thread;
  }
}
