/** Puts each item where a score is highest: where the search begins. */

interface Config {
  readonly capacity: number;
}
interface Observation {
  readonly size: number;
}
interface Action {
  readonly bin: number;
}

export function start({ capacity }: Config): (observation: Observation) => Action {
  /** What is free in each bin. */
  const free: number[] = [];

  // EVOLVE-BLOCK-START
  /** How often each size came. */
  const times = new Map<number, number>();
  let items = 0;
  let least = Infinity;
  function seen(size: number): void {
    times.set(size, (times.get(size) ?? 0) + 1);
    items += 1;
    least = Math.min(least, size);
  }
  /** How long it is worth waiting for a size that fits well, against what it saves. */
  const PATIENCE = 0.3;
  let planned = new Map<number, number>();
  let plannedAt = 0;
  /** What a gap will cost: the rest that the sizes seen can leave, and waiting for those that come seldom. */
  function plan(gap: number): number {
    if (items >= 1.1 * plannedAt + 1) [planned, plannedAt] = [new Map(), items];
    const known = planned.get(gap);
    if (known !== undefined) return known;
    let found = gap;
    planned.set(gap, gap);
    for (const [size, count] of times) {
      if (size > gap) continue;
      const wait = (PATIENCE * capacity * items) / (count * 100);
      found = Math.min(found, plan(gap - size) + wait);
    }
    planned.set(gap, found);
    return found;
  }
  function cost(left: number, before: number): number {
    if (times.size > 24) return left;
    return plan(left) - plan(before) + left / 1000;
  }
  function choose(size: number): number {
    seen(size);
    let chosen = free.length;
    let best = times.size > 24 ? Infinity : plan(capacity - size) + 0.1 * capacity;
    for (let bin = 0; bin < free.length; bin++) {
      if (free[bin] < size) continue;
      const value = cost(free[bin] - size, free[bin], size);
      if (value < best) [best, chosen] = [value, bin];
    }
    return chosen;
  }
  // EVOLVE-BLOCK-END

  return ({ size }) => {
    const bin = choose(size);
    free[bin] = (free[bin] ?? capacity) - size;
    return { bin };
  };
}
