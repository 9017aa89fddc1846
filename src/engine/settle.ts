/** Waiting for several promises at once. */

/**
 * Resolves when the first of `promises` has resolved or `signal` is aborted; rejects if the first to settle rejects.
 */
export async function firstOf(
  promises: Iterable<Promise<void>>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([...promises, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
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

/** Runs `work` over `items`, at most `limit` at a time; results in the order of `items`; the first rejection rejects. */
export async function mapAtMost<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
  return results;
}
