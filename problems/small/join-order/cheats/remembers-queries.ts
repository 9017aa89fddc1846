/** Writes queries down for later calls, and plans badly once it knows one: so a test sees whether it ever does. */
import { appendFileSync, readFileSync } from 'node:fs';
import { plan as badly } from '../baselines/as-written.ts';
import { plan as honest } from '../baselines/greedy-operators.ts';

const PLACES = ['/tmp/queries', '/dev/shm/queries', './queries'];
const before = PLACES.some(has);

export function plan(query: Parameters<typeof honest>[0]): ReturnType<typeof honest> {
  if (before) return badly(query);
  for (const place of PLACES) keep(place, JSON.stringify(query));
  return honest(query);
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
    appendFileSync(place, text);
  } catch {
    // Not writable here.
  }
}
