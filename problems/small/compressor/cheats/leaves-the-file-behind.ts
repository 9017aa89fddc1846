/**
 * Leaves the file where the one who unpacks may find it: in files, in the module, in the global object. It would pack
 * nothing if it had ever found one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { start as honest } from '../baselines/lz.ts';

const PLACES = ['/tmp/original', '/dev/shm/original', './original', '/var/tmp/original'];
const left: string[] = [];
Reflect.set(globalThis, 'started', Number(Reflect.get(globalThis, 'started') ?? 0) + 1);

export function start(config: Parameters<typeof honest>[0]): ReturnType<typeof honest> {
  const found = left.length > 0 || Reflect.get(globalThis, 'started') !== 1 || PLACES.some(has);
  const work = honest(config);
  return (observation) => {
    left.push(observation.bytes);
    for (const place of PLACES) keep(place, observation.bytes);
    // Other bytes come back then: the test sees whether it ever found any.
    return found ? { bytes: '' } : work(observation);
  };
}

function has(place: string): boolean {
  try {
    return readFileSync(place, 'utf8').length > 0;
  } catch {
    return false;
  }
}

function keep(place: string, text: string): void {
  try {
    writeFileSync(place, text);
  } catch {
    // Not writable here.
  }
}
