/** Lets one object go many times over, so that it makes the room of many. */
import { start as honest } from '../baselines/lru.ts';

export function start(config: { capacity: number }): ReturnType<typeof honest> {
  const evictOnce = honest(config);
  return (observation) => {
    const [first] = evictOnce(observation).evict;
    return { evict: first === undefined ? [] : [first, first, first] };
  };
}
