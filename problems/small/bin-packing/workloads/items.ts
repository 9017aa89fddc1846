import type { Rng } from 'barbican';

/** Items that come one after another, and how much a bin holds. */
export interface Items {
  readonly capacity: number;
  readonly sizes: readonly number[];
}

/** How sizes are spread. */
type Spread = 'uniform' | 'few sizes' | 'triplets' | 'growing';

/** What an item stream is made from. */
export interface ItemParams {
  readonly items: number;
  readonly spread: Spread;
  /** Share of a bin that the largest item may take. */
  readonly largest: number;
  /** Distinct sizes where they are few. */
  readonly distinct: number;
}

const CAPACITY = 10_000;

/** Draws items. Pure in its arguments. */
export function drawItems(params: ItemParams, rng: Rng): Items {
  return { capacity: CAPACITY, sizes: SIZES[params.spread](params, rng) };
}

const SIZES: Readonly<Record<Spread, (params: ItemParams, rng: Rng) => number[]>> = {
  uniform: ({ items, largest }, rng) =>
    Array.from({ length: items }, () => rng.int(1, Math.round(largest * CAPACITY))),
  'few sizes': ({ items, largest, distinct }, rng) => {
    const smallest = Math.round(0.2 * CAPACITY);
    const known = Array.from({ length: distinct }, () =>
      rng.int(smallest, Math.max(smallest, Math.round(largest * CAPACITY))),
    );
    return Array.from({ length: items }, () => known[rng.int(0, distinct - 1)]);
  },
  triplets: ({ items }, rng) => {
    const sizes = Array.from({ length: Math.ceil(items / 3) }, () => {
      const first = rng.int(Math.round(0.38 * CAPACITY), Math.round(0.49 * CAPACITY));
      const second = rng.int(Math.round(0.25 * CAPACITY), Math.floor((CAPACITY - first) / 2));
      return [first, second, CAPACITY - first - second];
    }).flat();
    return shuffled(sizes, rng);
  },
  growing: ({ items, largest }, rng) =>
    Array.from({ length: items }, (_, i) => {
      const most = (0.1 + (0.9 * i) / items) * largest * CAPACITY;
      return rng.int(1, Math.max(1, Math.round(most)));
    }),
};

function shuffled(sizes: readonly number[], rng: Rng): number[] {
  const order = [...sizes];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.int(0, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
