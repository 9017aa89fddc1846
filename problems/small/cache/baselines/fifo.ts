/** Evicts what came first. */
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
    if (hit) return { evict: [] };
    held.delete(key);
    const evict: number[] = [];
    if (bytes > capacity) return { evict };
    let free = 0;
    for (const [first, size] of held) {
      if (free >= mustFree) break;
      evict.push(first);
      held.delete(first);
      free += size;
    }
    held.set(key, bytes);
    return { evict };
  };
}
