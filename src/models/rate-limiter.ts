import type { Clock } from '../lib/clock.ts';
import type { Sleep } from './sleep.ts';

/** What a provider allows. */
export interface RateLimits {
  /** Calls at a time, at least 1. */
  readonly calls: number;
  /** Calls begun in a minute; unlimited if absent. */
  readonly perMinute?: number;
}

/** Lets calls of one provider begin when they may: in the order of coming. */
export interface RateLimiter {
  /** Runs `call` when it may begin. @throws The signal's reason if it is aborted before. */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Lets no call begin for so long: what a provider asked for holds for all of its calls. */
  pause(ms: number): void;
}

/** A bucket that holds a second's worth of calls, at least one, and is filled at the allowed rate. */
export function rateLimiter(limits: RateLimits, clock: Clock, sleep: Sleep): RateLimiter {
  const waiting: (() => void)[] = [];
  let free = limits.calls;
  let earliestMs = 0;
  let begin: Promise<void> = Promise.resolve();

  const place = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const nextTurn = async (signal: AbortSignal): Promise<void> => {
    for (let now = clock.monotonicMs(); now < earliestMs; now = clock.monotonicMs()) {
      await sleep(earliestMs - now, signal);
    }
    signal.throwIfAborted();
    if (limits.perMinute !== undefined) {
      earliestMs = Math.max(earliestMs, clock.monotonicMs()) + 60_000 / limits.perMinute;
    }
  };

  return {
    run: async (call, signal) => {
      await place();
      try {
        const turn = begin.then(() => nextTurn(signal));
        begin = turn.catch(() => undefined);
        await turn;
        return await call();
      } finally {
        leave();
      }
    },
    pause: (ms) => {
      earliestMs = Math.max(earliestMs, clock.monotonicMs() + ms);
    },
  };
}
