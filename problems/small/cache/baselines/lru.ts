/** Evicts what was not asked for the longest. A map keeps its keys in the order in which they were set. */
interface Observation {
  readonly key: number;
  readonly bytes: number;
  readonly hit: boolean;
  readonly mustFree: number;
}

export function start({
  capacity,
}: {
  readonly capacity: number;
}): (observation: Observation) => { evict: number[] } {
  const held = new Map<number, number>();
  return ({ key, bytes, hit, mustFree }) => {
    held.delete(key);
    const evict: number[] = [];
    if (!hit && bytes > capacity) return { evict };
    let free = 0;
    for (const [oldest, size] of held) {
      if (free >= mustFree) break;
      evict.push(oldest);
      held.delete(oldest);
      free += size;
    }
    held.set(key, bytes);
    return { evict };
  };
}
