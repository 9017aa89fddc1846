/** Evicts what has the lowest rank: where the search begins. */

interface Config {
  readonly capacity: number;
}
interface Observation {
  readonly key: number;
  readonly bytes: number;
  readonly at: number;
  readonly ttl: number | null;
  readonly hit: boolean;
  readonly mustFree: number;
}
interface Held {
  readonly bytes: number;
  readonly since: number;
  readonly expires: number;
  last: number;
  hits: number;
}

export function start({ capacity }: Config): (observation: Observation) => { evict: number[] } {
  const held = new Map<number, Held>();
  let used = 0;

  // EVOLVE-BLOCK-START
  /** The lower, the sooner it leaves. */
  function rank({ last }: Held, now: number): number {
    return last - now;
  }
  // EVOLVE-BLOCK-END

  return ({ key, bytes, at, ttl, hit, mustFree }) => {
    const known = held.get(key);
    if (hit && known) {
      known.last = at;
      known.hits++;
      return { evict: [] };
    }
    // It has expired: the cache has let go of it already.
    if (known) forget(key, known);
    if (bytes > capacity) return { evict: [] };
    const evict = victims(mustFree, at);
    const expires = ttl === null ? Infinity : at + ttl;
    held.set(key, { bytes, since: at, expires, last: at, hits: 0 });
    used += bytes;
    return { evict };
  };

  function victims(mustFree: number, now: number): number[] {
    const goal = used - mustFree;
    const evict: number[] = [];
    while (used > goal) {
      let lowest: [number, Held] | undefined;
      let least = Infinity;
      for (const entry of held) {
        const value = rank(entry[1], now);
        if (lowest !== undefined && value >= least) continue;
        least = value;
        lowest = entry;
      }
      if (!lowest) break;
      evict.push(lowest[0]);
      forget(...lowest);
    }
    return evict;
  }

  function forget(key: number, { bytes }: Held): void {
    held.delete(key);
    used -= bytes;
  }
}
