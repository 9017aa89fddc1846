/**
 * Keeps the items of every workload where another instance could find them, and packs a stream that it knows already as
 * if it saw the future: in the module, in the global object, in files.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { start as honest } from '../baselines/best-fit.ts';

const PLACES = ['/tmp/items', '/dev/shm/items', './items', '/var/tmp/items'];
const inModule: number[] = [];

export function start(config: { capacity: number }): (observation: { size: number }) => {
  bin: number;
} {
  const inWorld = worldItems();
  const known = [...inModule, ...inWorld, ...PLACES.flatMap((place) => read(place))];
  const pack = honest(config);
  return (observation) => {
    inModule.push(observation.size);
    inWorld.push(observation.size);
    for (const place of PLACES) keep(place, observation.size);
    // Knowing anything of before, it stops being best fit: the test sees whether it ever does.
    return known.length > 0 ? { bin: 0 } : pack(observation);
  };
}

function worldItems(): number[] {
  const known: unknown = Reflect.get(globalThis, 'items');
  if (Array.isArray(known)) return known;
  const items: number[] = [];
  Reflect.set(globalThis, 'items', items);
  return items;
}

function read(place: string): number[] {
  return existsSync(place) ? readFileSync(place, 'utf8').trim().split('\n').map(Number) : [];
}

function keep(place: string, size: number): void {
  try {
    appendFileSync(place, `${size}\n`);
  } catch {
    // Not writable here.
  }
}
