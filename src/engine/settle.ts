/** Waiting for several things at once. */

/** Something that happens again and again and is waited for by one. */
export interface Bell {
  /** Says that it happened. */
  ring(): void;
  /** Resolves when it has happened since the last call, at once if it has already. */
  heard(): Promise<void>;
}

/** A bell that has not rung yet. */
export function createBell(): Bell {
  let rung = false;
  let wake = (): void => undefined;
  return {
    ring: () => {
      rung = true;
      wake();
    },
    heard: async () => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      rung = false;
    },
  };
}

/** Aborts `target` `delayMs` after `signal` was aborted. Disposing takes that back. */
export function abortLater(
  target: AbortController,
  signal: AbortSignal,
  delayMs: number,
): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    timer = setTimeout(() => target.abort(signal.reason), delayMs);
  };
  if (signal.aborted) schedule();
  else signal.addEventListener('abort', schedule, { once: true });
  return {
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', schedule);
      clearTimeout(timer);
    },
  };
}

/** How {@link mapAtMost} works. */
export interface MapLimits {
  /** How many items are worked on at a time. */
  readonly limit: number;
  /** Is aborted by the first rejection, so that the others end too. */
  readonly others: AbortController;
}

/**
 * Runs `work` over `items`; results in the order of `items`.
 *
 * After a rejection no further item is begun; it rejects with the first one when nothing is under way any more.
 */
export async function mapAtMost<T, R>(
  items: readonly T[],
  { limit, others }: MapLimits,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of left) {
      try {
        results[i] = await work(item);
      } catch (error) {
        failures.push(error);
        others.abort(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
