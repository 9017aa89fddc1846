import type { Items } from '../workloads/items.ts';

/**
 * A number of bins that no packing can do without, also with all items known: bound L2. At least 1.
 *
 * @see Martello and Toth 1990, "Lower bounds and reduction procedures for the bin packing problem"
 */
export function fewestBins({ capacity, sizes }: Items): number {
  const thresholds = [0, ...new Set(sizes.filter((size) => 2 * size <= capacity))];
  return Math.max(1, ...thresholds.map((least) => binsAbove(least, capacity, sizes)));
}

/** Items above half a bin lie alone; those of `least` and more fill what is left beside them. */
function binsAbove(least: number, capacity: number, sizes: readonly number[]): number {
  let alone = 0;
  let free = 0;
  let rest = 0;
  for (const size of sizes) {
    if (size > capacity - least) alone++;
    else if (2 * size > capacity) {
      alone++;
      free += capacity - size;
    } else if (size >= least) rest += size;
  }
  return alone + Math.max(0, Math.ceil((rest - free) / capacity));
}
