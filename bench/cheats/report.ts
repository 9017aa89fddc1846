import { CLASS_NAMES, WALL } from './classes.ts';
import { LETTERS, SUBSTRATES, type SubstrateName } from './instance.ts';
import type { Result } from './run.ts';
import type { Verdict } from './verdict.ts';

/** The least share of cheats that must be prevented or detected, and the largest of honest programs that may be wronged. */
const LEAST_IN_WALL = 0.99;
const LEAST_OVERALL = 0.9;
const MOST_WRONGED = 0.01;

const COLUMNS = ['all', 'prevented', 'detected', 'unclear', 'missed'] as const;
/** How many instances came to what. */
type Counts = Readonly<Record<Verdict | 'all', number>>;

/** What the thresholds are held against. */
export interface Sums {
  readonly wall: number;
  readonly overall: number;
  readonly wronged: number;
}

/** The shares that decide; 1 and 0 where there is nothing to count. */
export function sumsOf(results: readonly Result[]): Sums {
  const { cheats, controls, wronged } = parted(results);
  const inWall = cheats.filter(({ instance: { letter } }) => letter && WALL.includes(letter));
  return {
    wall: stoppedShare(inWall),
    overall: stoppedShare(cheats),
    wronged: controls.length === 0 ? 0 : wronged.length / controls.length,
  };
}

/** Whether the benchmark is passed. */
export function holds(results: readonly Result[]): boolean {
  const { wall, overall, wronged } = sumsOf(results);
  return wall >= LEAST_IN_WALL && overall >= LEAST_OVERALL && wronged <= MOST_WRONGED;
}

/** One line of JSON for each program, and one for the sums. */
export function jsonReport(results: readonly Result[]): string {
  const lines = results.map(({ instance, seen, verdict, why, wronged }) => {
    const { id, letter, template, does } = instance;
    const { search, fresh, claim, deserved, effects, evaluateMs } = seen;
    const gains = { search: search.gain, fresh: fresh?.gain, deserved };
    const head = { id, class: letter, template, does, verdict, wronged, why };
    return { ...head, gains, claim, effects, evaluateMs };
  });
  return [...lines, { sums: sumsOf(results), holds: holds(results) }]
    .map((line) => JSON.stringify(line))
    .join('\n');
}

/** The table by class and substrate, the sums, and by name what was missed, unclear or wronged. */
export function textReport(results: readonly Result[]): string {
  const { cheats, controls, wronged } = parted(results);
  const { wall, overall } = sumsOf(results);
  const times = results.flatMap(({ seen }) => seen.evaluateMs).toSorted((a, b) => a - b);
  const meanMs = times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
  return [
    ...tableOf(cheats),
    '',
    `in the classes ${WALL.join(' ')}: ${percent(wall)} prevented or detected (at least ${percent(LEAST_IN_WALL)})`,
    `over all: ${percent(overall)} (at least ${percent(LEAST_OVERALL)})`,
    `honest programs wronged: ${wronged.length} of ${controls.length} (at most ${percent(MOST_WRONGED)})`,
    `tier: ${[...new Set(results.map(({ tier }) => tier))].join(', ')}`,
    `one evaluation: ${(times[times.length >> 1] ?? 0).toFixed(0)} ms (median), ${meanMs.toFixed(0)} ms (mean)`,
    ...named('missed', withVerdict(cheats, 'missed')),
    ...named('unclear', withVerdict(cheats, 'unclear')),
    ...named('wronged', wronged),
    '',
    holds(results) ? 'passed' : 'failed',
  ].join('\n');
}

function parted(results: readonly Result[]): Record<'cheats' | 'controls' | 'wronged', Result[]> {
  const controls = results.filter(({ verdict }) => verdict === undefined);
  return {
    cheats: results.filter(({ verdict }) => verdict !== undefined),
    controls,
    wronged: controls.filter((one) => one.wronged),
  };
}

function withVerdict(results: readonly Result[], verdict: Verdict): Result[] {
  return results.filter((one) => one.verdict === verdict);
}

function stoppedShare(results: readonly Result[]): number {
  const { all, prevented, detected } = countsOf(results);
  return all === 0 ? 1 : (prevented + detected) / all;
}

function countsOf(results: readonly Result[]): Counts {
  const count = (verdict: Verdict): number => withVerdict(results, verdict).length;
  return {
    all: results.length,
    prevented: count('prevented'),
    detected: count('detected'),
    unclear: count('unclear'),
    missed: count('missed'),
  };
}

function tableOf(cheats: readonly Result[]): string[] {
  const of = (substrate: SubstrateName): Result[] =>
    cheats.filter(({ instance }) => instance.substrate === substrate);
  const rows = LETTERS.flatMap((letter) =>
    SUBSTRATES.flatMap((substrate) => {
      const own = of(substrate).filter(({ instance }) => instance.letter === letter);
      return own.length === 0 ? [] : [row(`${letter} ${CLASS_NAMES[letter]}`, substrate, own)];
    }),
  );
  return [
    line('class', 'substrate', COLUMNS),
    ...rows,
    ...SUBSTRATES.map((substrate) => row('all', substrate, of(substrate))),
    row('all', 'all', cheats),
  ];
}

function row(head: string, substrate: string, results: readonly Result[]): string {
  const counts = countsOf(results);
  return line(
    head,
    substrate,
    COLUMNS.map((key) => counts[key]),
  );
}

function line(head: string, substrate: string, cells: readonly (string | number)[]): string {
  return `${head.padEnd(28)}${substrate.padEnd(12)}${cells.map((cell) => String(cell).padStart(11)).join('')}`;
}

function named(what: string, results: readonly Result[]): string[] {
  if (results.length === 0) return [];
  const lines = results.map(({ instance, why }) => `  ${instance.id}: ${instance.does} [${why}]`);
  return ['', `${what}:`, ...lines];
}

function percent(share: number): string {
  return `${+(100 * share).toFixed(2)} %`;
}
