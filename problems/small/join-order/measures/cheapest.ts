import type { World } from '../workloads/queries.ts';
import { joinCost, pagesOf } from './cost.ts';

/** The cost of the best plan of all, bushy ones included, for who knows the true shares: over all subsets, O(3^n). */
export function cheapestCost(world: World): number {
  const count = world.query.tables.length;
  const all = 2 ** count - 1;
  const pages = Array.from({ length: all + 1 }, (_, set) =>
    set === 0 ? 0 : pagesOf(world, membersOf(set, count)),
  );
  const best = pages.map((_, set) => (isSingle(set) ? 0 : Infinity));
  for (let set = 1; set <= all; set++) {
    for (let left = (set - 1) & set; left > 0; left = (left - 1) & set) {
      const right = set - left;
      const sides = [pages[left], pages[right], pages[set]];
      const join = Math.min(joinCost('hash', sides), joinCost('loop', sides));
      best[set] = Math.min(best[set], best[left] + best[right] + join);
    }
  }
  return best[all];
}

function isSingle(set: number): boolean {
  return (set & (set - 1)) === 0;
}

function membersOf(set: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => i).filter((i) => (set & (1 << i)) !== 0);
}
