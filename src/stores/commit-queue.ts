import type { Clock } from '../lib/clock.ts';

/** A group is committed when it has this many rows, or when its oldest member has waited this long. */
const GROUP_ROWS = 64;
const GROUP_MS = 5;

/** Writes that are committed together. */
export interface CommitQueue {
  /**
   * Resolves with what `write` gave once the transaction that it ran in is on disk.
   *
   * Rejects if that transaction failed; then nothing of the group was written.
   *
   * @param rows How many rows `write` adds.
   */
  add<Result>(rows: number, write: () => Result): Promise<Result>;
  /** Commits what waits, now. Its outcome goes to those who wait. */
  flush(): void;
}

/** One write that waits: does its work and says how to tell the outcome. */
interface Waiting {
  readonly write: () => () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A queue whose groups wait for as long as the last commit took, at most 5 ms.
 *
 * So a slow disk gets large groups and blocks the process for at most half of its time, and a fast one answers at once.
 *
 * @param transaction Runs `work` in one durable transaction, or throws and leaves nothing of it.
 */
export function commitQueue(
  transaction: (work: () => void) => void,
  clock: Pick<Clock, 'monotonicMs'>,
): CommitQueue {
  let waiting: Waiting[] = [];
  let rowsWaiting = 0;
  let lastCommitMs = 0;
  let cancel: (() => void) | undefined;

  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    const group = waiting;
    waiting = [];
    rowsWaiting = 0;
    if (group.length === 0) return;
    const startMs = clock.monotonicMs();
    let outcomes: (() => void)[] = [];
    try {
      transaction(() => {
        outcomes = group.map(({ write }) => write());
      });
    } catch (error) {
      outcomes = group.map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
    lastCommitMs = clock.monotonicMs() - startMs;
    for (const tell of outcomes) tell();
  };

  return {
    flush,
    add: (rows, write) =>
      new Promise((resolve, reject) => {
        const writeAndTell = (): (() => void) => {
          const result = write();
          return () => resolve(result);
        };
        waiting.push({ write: writeAndTell, reject });
        rowsWaiting += rows;
        if (rowsWaiting >= GROUP_ROWS) flush();
        else cancel ??= flushAfter(flush, Math.min(GROUP_MS, lastCommitMs));
      }),
  };
}

/** Runs `flush` after `delayMs`, or after what is ready now; returns how to take that back. */
function flushAfter(flush: () => void, delayMs: number): () => void {
  if (delayMs >= 1) {
    const timer = setTimeout(flush, delayMs);
    return () => clearTimeout(timer);
  }
  const immediate = setImmediate(flush);
  return () => clearImmediate(immediate);
}
