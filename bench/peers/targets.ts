/** What Barbican is to reach beside its peers, in one run on one machine. */
import type { Pace } from './race.ts';

/** A row of the table. */
export interface Row extends Pace {
  readonly name: string;
  readonly version: string;
  /** Scored programs that nobody could find after kill -9; absent if it was not tried. */
  readonly lost?: number;
}

/** One target with what was measured. */
export interface Target {
  readonly said: string;
  readonly met: boolean;
}

const OURS = 'barbican-';
const MOST_DISK_BYTES = 4_000;
const MOST_FIRST_SECONDS = 1;
const LEAST_OVER_300 = 2;
const LEAST_AT_1000 = 8;

/** Of several rows of one name the middle counts. What was not measured is no target. */
export function targetsOf(rows: readonly Row[]): readonly Target[] {
  const names = [...new Set(rows.map(({ name }) => name))];
  const middle = (name: string, of: (row: Row) => number): number =>
    median(rows.filter((row) => row.name === name).map(of));
  const peers = names.filter((name) => !name.startsWith(OURS));
  const fastest = (of: (row: Row) => number): number =>
    highest(peers.map((name) => middle(name, of)));
  return names
    .filter((name) => name.startsWith(OURS))
    .flatMap((name) => {
      const one = (of: (row: Row) => number): number => middle(name, of);
      const times300 = one((row) => row.over300) / fastest((row) => row.over300);
      const times1000 = one((row) => row.at1000) / fastest((row) => row.at1000);
      const disk = one((row) => row.diskBytes);
      const first = one((row) => row.firstSeconds);
      const lost = one((row) => row.lost ?? Number.NaN);
      return [
        target(
          times300,
          times300 >= LEAST_OVER_300,
          (n) =>
            `${name}: ${n.toFixed(1)} times the fastest peer over 300 trials (at least ${LEAST_OVER_300})`,
        ),
        target(
          times1000,
          times1000 >= LEAST_AT_1000,
          (n) =>
            `${name}: ${n.toFixed(1)} times the fastest peer at trial 1,000 (at least ${LEAST_AT_1000})`,
        ),
        target(
          disk,
          disk <= MOST_DISK_BYTES,
          (n) => `${name}: ${n.toFixed(0)} bytes of disk a trial (at most ${MOST_DISK_BYTES})`,
        ),
        target(
          first,
          first <= MOST_FIRST_SECONDS,
          (n) => `${name}: first score after ${n.toFixed(2)} s (at most ${MOST_FIRST_SECONDS})`,
        ),
        target(lost, lost === 0, (n) => `${name}: ${n} trials lost by kill -9 (none)`),
      ].flat();
    });
}

/** Nothing where nothing was measured. */
function target(value: number, met: boolean, said: (value: number) => string): Target[] {
  return Number.isFinite(value) ? [{ said: said(value), met }] : [];
}

function highest(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.length === 0 ? Number.NaN : Math.max(...known);
}

function median(values: readonly number[]): number {
  const known = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? Number.NaN;
}
