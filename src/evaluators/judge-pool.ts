import type { Judge } from './judge.ts';

/** Judges, one for each evaluation that runs at the same time; started when first needed. */
export interface JudgePool extends AsyncDisposable {
  /** Waits for a free place. `release` it. */
  acquire(signal: AbortSignal): Promise<JudgeSlot>;
}

/** One place of a pool. */
export interface JudgeSlot {
  /** Which of the pool's places it is, from 0. */
  readonly place: number;
  /** The judge of this place, started if there is none. */
  judge(): Promise<Judge>;
  /** Kills the judge; the next call of `judge` starts another. */
  discard(): Promise<void>;
  release(): void;
}

/** A pool of at most `size` judges. */
export function judgePool(start: () => Promise<Judge>, size: number): JudgePool {
  const free: Place[] = Array.from({ length: size }, () => new Place(start));
  const all = [...free];
  const waiting: ((place: Place) => void)[] = [];
  const slotOf = (place: Place): JudgeSlot => ({
    place: all.indexOf(place),
    judge: () => place.judge(),
    discard: () => place.discard(),
    release: () => {
      const next = waiting.shift();
      if (next) next(place);
      else free.push(place);
    },
  });
  return {
    async acquire(signal) {
      signal.throwIfAborted();
      const place = free.pop();
      if (place) return slotOf(place);
      return slotOf(await nextFree(waiting, signal));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((place) => place.discard()));
    },
  };
}

function nextFree(waiting: ((place: Place) => void)[], signal: AbortSignal): Promise<Place> {
  return new Promise((resolve, reject) => {
    const give = (place: Place): void => {
      signal.removeEventListener('abort', leave);
      resolve(place);
    };
    const leave = (): void => {
      waiting.splice(waiting.indexOf(give), 1);
      reject(signal.reason);
    };
    waiting.push(give);
    signal.addEventListener('abort', leave, { once: true });
  });
}

class Place {
  readonly #start: () => Promise<Judge>;
  #judge: Promise<Judge> | undefined;

  constructor(start: () => Promise<Judge>) {
    this.#start = start;
  }

  judge(): Promise<Judge> {
    this.#judge ??= this.#start();
    return this.#judge;
  }

  async discard(): Promise<void> {
    const judge = this.#judge;
    this.#judge = undefined;
    // A judge that could not be started has said so to whom asked for it.
    await judge?.then(
      (started) => started[Symbol.asyncDispose](),
      () => undefined,
    );
  }
}
