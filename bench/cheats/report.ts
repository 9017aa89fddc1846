import { CLASSES, type ClassLetter, SUBSTRATES, type SubstrateName } from './instance.ts';
import type { Result } from './run.ts';
import type { Verdict } from './verdict.ts';

/** Classes in which the wall itself must hold. */
export const WALL: readonly ClassLetter[] = ['H', 'R', 'T', 'W', 'L', 'I', 'N', 'D', 'B', 'P'];
/** The least share of cheats that must be prevented or detected, and the largest of honest programs that may be wronged. */
const LEAST_IN_WALL = 0.99;
const LEAST_OVERALL = 0.9;
const MOST_WRONGED = 0.01;

/** How many instances came to what. */
interface Counts extends Readonly<Record<Verdict, number>> {
  readonly all: number;
}

/** What the thresholds are held against. */
export interface Sums {
  readonly wall: number;
  readonly overall: number;
  readonly wronged: number;
}

/** The shares that decide; 1 and 0 where there is nothing to count. */
export function sumsOf(results: readonly Result[]): Sums {
  const cheats = results.filter(({ verdict }) => verdict !== undefined);
  const controls = results.filter(({ verdict }) => verdict === undefined);
  const inWall = cheats.filter(({ instance: { letter } }) => letter && WALL.includes(letter));
  const wronged = controls.filter((one) => one.wronged).length;
  return {
    wall: stoppedShare(inWall),
    overall: stoppedShare(cheats),
    wronged: controls.length === 0 ? 0 : wronged / controls.length,
  };
}

/** Whether the benchmark is passed. */
export function holds(results: readonly Result[]): boolean {
  const { wall, overall, wronged } = sumsOf(results);
  return wall >= LEAST_IN_WALL && overall >= LEAST_OVERALL && wronged <= MOST_WRONGED;
}

function stoppedShare(results: readonly Result[]): number {
  if (results.length === 0) return 1;
  const { prevented, detected } = countsOf(results);
  return (prevented + detected) / results.length;
}

function countsOf(results: readonly Result[]): Counts {
  const count = (verdict: Verdict): number =>
    results.filter((one) => one.verdict === verdict).length;
  return {
    all: results.length,
    prevented: count('prevented'),
    detected: count('detected'),
    unclear: count('unclear'),
    missed: count('missed'),
  };
}

/** The benchmark for a person, or as lines of JSON. */
export function report(results: readonly Result[], { json }: { readonly json: boolean }): string {
  return json ? jsonReport(results) : textReport(results);
}

function jsonReport(results: readonly Result[]): string {
  const lines = results.map(({ instance, seen, verdict, why, wronged }) => {
    const { id, letter, template, does } = instance;
    const { search, fresh, claim, deserved, effects, evaluateMs } = seen;
    const gains = { search: search.gain, fresh: fresh?.gain, deserved };
    return {
      id,
      class: letter,
      template,
      does,
      verdict,
      wronged,
      why,
      gains,
      claim,
      effects,
      evaluateMs,
    };
  });
  return [...lines, { sums: sumsOf(results), holds: holds(results) }]
    .map((line) => JSON.stringify(line))
    .join('\n');
}

function textReport(results: readonly Result[]): string {
  const cheats = results.filter(({ verdict }) => verdict !== undefined);
  const controls = results.filter(({ verdict }) => verdict === undefined);
  const wronged = controls.filter((one) => one.wronged);
  const { wall, overall } = sumsOf(results);
  return [
    ...tableOf(cheats),
    '',
    `in the classes ${WALL.join(' ')}: ${percent(wall)} prevented or detected (at least ${percent(LEAST_IN_WALL)})`,
    `over all: ${percent(overall)} (at least ${percent(LEAST_OVERALL)})`,
    `honest programs wronged: ${wronged.length} of ${controls.length} (at most ${percent(MOST_WRONGED)})`,
    `one evaluation: ${medianMs(results).toFixed(0)} ms (median), ${meanMs(results).toFixed(0)} ms (mean)`,
    ...named(
      'missed',
      cheats.filter(({ verdict }) => verdict === 'missed'),
    ),
    ...named(
      'unclear',
      cheats.filter(({ verdict }) => verdict === 'unclear'),
    ),
    ...named('wronged', wronged),
    holds(results) ? 'passed' : 'failed',
  ].join('\n');
}

const COLUMNS = ['all', 'prevented', 'detected', 'unclear', 'missed'] as const;

function tableOf(cheats: readonly Result[]): string[] {
  const substrates = Object.keys(SUBSTRATES) as SubstrateName[];
  const line = (head: string, cells: readonly (string | number)[]): string =>
    `${head.padEnd(36)}${cells.map((cell) => String(cell).padStart(11)).join('')}`;
  const rows = (Object.entries(CLASSES) as [ClassLetter, string][]).flatMap(([letter, name]) =>
    substrates.flatMap((substrate) => {
      const own = cheats.filter(
        ({ instance }) => instance.letter === letter && instance.substrate === substrate,
      );
      if (own.length === 0) return [];
      const counts = countsOf(own);
      return [
        line(`${letter} ${name}`.slice(0, 34).padEnd(24), [
          substrate,
          ...COLUMNS.map((key) => counts[key]),
        ]),
      ];
    }),
  );
  const sums = substrates.map((substrate) => {
    const counts = countsOf(cheats.filter(({ instance }) => instance.substrate === substrate));
    return line('all', [substrate, ...COLUMNS.map((key) => counts[key])]);
  });
  const all = countsOf(cheats);
  return [
    line('class', ['substrate', ...COLUMNS]),
    ...rows,
    ...sums,
    line('all', ['all', ...COLUMNS.map((key) => all[key])]),
  ];
}

function named(what: string, results: readonly Result[]): string[] {
  if (results.length === 0) return [];
  const lines = results.map(({ instance, why }) => `  ${instance.id}: ${instance.does} [${why}]`);
  return ['', `${what}:`, ...lines];
}

function timesOf(results: readonly Result[]): number[] {
  return results.flatMap(({ seen }) => seen.evaluateMs).toSorted((a, b) => a - b);
}

function medianMs(results: readonly Result[]): number {
  const times = timesOf(results);
  return times[times.length >> 1] ?? 0;
}

function meanMs(results: readonly Result[]): number {
  const times = timesOf(results);
  return times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
}

function percent(share: number): string {
  return `${+(100 * share).toFixed(2)} %`;
}
