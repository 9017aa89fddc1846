import type { Items } from '../workloads/items.ts';

/** What the bins hold in the end. */
export interface Filled {
  /** What is in each bin, by number. */
  readonly levels: readonly number[];
  /** The first item that lies in a bin which was not the next to be opened; bins from there on do not count. */
  readonly skipped: number | undefined;
}

/** Puts the items into the bins that a policy named. */
export function fill({ sizes }: Items, bins: readonly number[]): Filled {
  const levels: number[] = [];
  for (const [item, bin] of bins.entries()) {
    if (bin > levels.length) return { levels, skipped: item };
    levels[bin] = (levels[bin] ?? 0) + sizes[item];
  }
  return { levels, skipped: undefined };
}
