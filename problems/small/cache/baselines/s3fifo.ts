/**
 * S3-FIFO: a small queue for newcomers, a main queue for what was asked for again, and a list of what left the small one
 * too soon.
 *
 * @see Yang et al. 2023, "FIFO queues are all you need for cache eviction"
 */
interface Observation {
  readonly key: number;
  readonly bytes: number;
  readonly hit: boolean;
  readonly mustFree: number;
}
interface Held {
  readonly bytes: number;
  hits: number;
}

const SMALL_SHARE = 0.1;
const MOST_HITS = 3;

export function start({
  capacity,
}: {
  readonly capacity: number;
}): (observation: Observation) => { evict: number[] } {
  const small = new Queue();
  const main = new Queue();
  const ghosts = new Set<number>();

  return ({ key, bytes, hit, mustFree }) => {
    const known = small.get(key) ?? main.get(key);
    if (hit && known) {
      known.hits = Math.min(MOST_HITS, known.hits + 1);
      return { evict: [] };
    }
    small.remove(key);
    main.remove(key);
    if (bytes > capacity) return { evict: [] };
    const evict: number[] = [];
    for (let free = 0; free < mustFree; ) free += evictOne(evict);
    (ghosts.delete(key) ? main : small).add(key, { bytes, hits: 0 });
    return { evict };
  };

  /** Lets one object go; its bytes. */
  function evictOne(evict: number[]): number {
    for (;;) {
      const fromSmall = small.bytes > SMALL_SHARE * capacity || main.isEmpty();
      const [key, held] = (fromSmall ? small : main).takeFirst();
      if (held.hits > 0) {
        main.add(key, { bytes: held.bytes, hits: fromSmall ? 0 : held.hits - 1 });
        continue;
      }
      if (fromSmall) remember(key);
      evict.push(key);
      return held.bytes;
    }
  }

  function remember(key: number): void {
    ghosts.add(key);
    for (const oldest of ghosts) {
      if (ghosts.size <= main.size() + small.size()) break;
      ghosts.delete(oldest);
    }
  }
}

/** Objects in the order in which they came. */
class Queue {
  bytes = 0;
  readonly #held = new Map<number, Held>();

  get(key: number): Held | undefined {
    return this.#held.get(key);
  }

  add(key: number, held: Held): void {
    this.#held.set(key, held);
    this.bytes += held.bytes;
  }

  remove(key: number): void {
    this.bytes -= this.#held.get(key)?.bytes ?? 0;
    this.#held.delete(key);
  }

  takeFirst(): [number, Held] {
    for (const entry of this.#held) {
      this.remove(entry[0]);
      return entry;
    }
    throw new Error('Nothing is held');
  }

  isEmpty(): boolean {
    return this.#held.size === 0;
  }

  size(): number {
    return this.#held.size;
  }
}
