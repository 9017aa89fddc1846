import type { Clock } from '../lib/clock.ts';

/** A clock that stands still until it is told to go. */
export interface FakeClock extends Clock {
  /** Lets `ms` milliseconds pass on both of its times. */
  advance(ms: number): void;
  /** Sets the wall-clock time, as a person or a time server may; durations do not notice. */
  setWall(ms: number): void;
}

/** @param wallMs Where its wall-clock time begins. */
export function fakeClock(wallMs = 1_000_000): FakeClock {
  let monotonic = 0;
  let wall = wallMs;
  return {
    monotonicMs: () => monotonic,
    wallMs: () => wall,
    advance: (ms) => {
      monotonic += ms;
      wall += ms;
    },
    setWall: (ms) => {
      wall = ms;
    },
  };
}
