/** The thread that breaks waits of the judge whose time is up: see `watchdog.ts`. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { systemClock } from '../../lib/clock.ts';
import { WORD } from './watchdog-words.ts';

/** How often it looks, in milliseconds: a limit may be overrun by two of these. */
const TICK_MS = 2;
/** How often it tries to break a wait, in milliseconds. */
const BREAK_MS = 1;

if (!(workerData instanceof Int32Array)) throw new TypeError('The watchdog needs its words');
const words = workerData;
const scrap = Buffer.alloc(64 * 1024);

for (;;) {
  Atomics.wait(words, WORD.users, 0);
  watch();
}

/** Looks until no channel is open. */
function watch(): void {
  let seen = 0;
  let endMs = 0;
  while (Atomics.load(words, WORD.users) > 0) {
    const turn = Atomics.load(words, WORD.turn);
    const nowMs = systemClock.monotonicMs();
    if (turn > 0 && turn !== seen) endMs = nowMs + (words[WORD.limitMs] ?? 0);
    else if (turn > 0 && nowMs >= endMs) end(turn);
    seen = turn;
    sleep(TICK_MS);
  }
}

/** Takes the wait from the judge and breaks it, until the judge says that it is back. */
function end(turn: number): void {
  if (Atomics.compareExchange(words, WORD.turn, turn, -turn) !== turn) return;
  while (Atomics.load(words, WORD.back) === 0) {
    wakeReader(words[WORD.replyFd] ?? -1);
    wakeWriter(words[WORD.requestFd] ?? -1);
    sleep(BREAK_MS);
  }
  Atomics.store(words, WORD.back, 0);
  Atomics.store(words, WORD.turn, 0);
  Atomics.notify(words, WORD.turn);
}

/** One byte more in a FIFO that somebody reads; none if it is full, for then nobody waits. */
function wakeReader(fd: number): void {
  withOwnEnd(fd, constants.O_WRONLY, (own) => writeSync(own, scrap, 0, 1));
}

/** Room in a FIFO that somebody writes. */
function wakeWriter(fd: number): void {
  withOwnEnd(fd, constants.O_RDONLY, (own) => readSync(own, scrap, 0, scrap.length, null));
}

/** Opens the FIFO behind `fd` once more, also where its name is gone, and never waits. */
function withOwnEnd(fd: number, mode: number, use: (own: number) => void): void {
  let own: number | undefined;
  try {
    own = openSync(`/proc/self/fd/${fd}`, mode | constants.O_NONBLOCK);
    use(own);
  } catch (error) {
    // Full, empty, or left by the other side: then nothing blocks there.
    if (!(error instanceof Error && 'code' in error)) throw error;
  } finally {
    if (own !== undefined) closeSync(own);
  }
}

function sleep(ms: number): void {
  Atomics.wait(words, WORD.still, 0, ms);
}
