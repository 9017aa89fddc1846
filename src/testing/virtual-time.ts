import { fakeClock, type FakeClock } from './fake-clock.ts';

/** A clock that goes only while somebody sleeps: an hour passes in no time, and always in the same order. */
export interface VirtualTime extends Pick<FakeClock, 'monotonicMs' | 'wallMs'> {
  /** Resolves after `ms`; those that wake at the same time wake in the order in which they fell asleep. Rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  wake(): void;
}

/** A time that begins at 0 and stands until the first sleep. */
export function virtualTime(): VirtualTime {
  const clock = fakeClock();
  const sleepers = new Set<Sleeper>();
  let due = false;

  /** One sleeper at a time, and everything that follows from it before the next. */
  const wakeNext = (): void => {
    due = false;
    const [next] = [...sleepers].toSorted((a, b) => a.atMs - b.atMs);
    if (!next) return;
    sleepers.delete(next);
    clock.advance(Math.max(0, next.atMs - clock.monotonicMs()));
    next.wake();
    schedule();
  };
  const schedule = (): void => {
    if (due || sleepers.size === 0) return;
    due = true;
    setImmediate(wakeNext);
  };

  return {
    monotonicMs: clock.monotonicMs,
    wallMs: clock.wallMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          atMs: clock.monotonicMs() + ms,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
        schedule();
      }),
  };
}
