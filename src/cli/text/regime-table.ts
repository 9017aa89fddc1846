import { metricsOfRegime, metricsOverall } from '../../domain/aggregate.ts';
import type { Estimate } from '../../domain/estimate.ts';
import type { Claim } from '../../domain/event.ts';
import type { MetricDescription } from '../../domain/metric.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { Trial } from '../../domain/trial.ts';
import { ALL_SCORED } from '../../engine/claim.ts';
import { numberText, signedText, tableOf } from './format.ts';
import { bestReferenceOf, referenceName } from './standing.ts';

/** One regime of a comparison, in the metric's unit. */
interface RegimeRow {
  readonly regime: string;
  readonly slow: boolean;
  readonly reference: number | null;
  readonly seed: number | null;
  readonly found: number | null;
  /** Against the reference, positive is better: with its interval where it was measured in pairs. */
  readonly gain: Estimate | number | undefined;
}

/** A program against the best reference and the seed program on one metric. */
export interface RegimeTable {
  readonly metric: MetricDescription;
  /** Name of the reference. */
  readonly reference: string;
  readonly rows: readonly RegimeRow[];
}

/** What a claim shows on one metric: every regime, then all that count together. */
export function tableOfClaim(
  problem: ProblemDescription,
  claim: Claim,
  metric: MetricDescription,
): RegimeTable {
  const of = (regime: string, reference: string): Claim['comparisons'][number] | undefined =>
    claim.comparisons.find(
      (row) => row.regime === regime && row.metric === metric.name && row.reference === reference,
    );
  const rows = placesOf(problem).map(({ name, slow }): RegimeRow => {
    const row = of(name, claim.reference);
    return {
      regime: name,
      slow,
      reference: row?.referenceValue ?? null,
      seed: of(name, 'seed')?.referenceValue ?? null,
      found: row?.value ?? null,
      gain: row?.gain,
    };
  });
  return { metric, reference: claim.reference, rows };
}

/** What the search saw of the best program on one metric; undefined before anything was judged. */
export function tableOfSearch(state: RunState, metric: MetricDescription): RegimeTable | undefined {
  const { started, best } = state;
  const reference = bestReferenceOf(state);
  if (!started || !best || !reference) return undefined;
  const { problem } = started;
  const seed = state.referenceById.get('seed');
  const rows = placesOf(problem).map(({ name, slow }): RegimeRow => {
    const at = (trial: Trial | undefined): number | null => valueAt(problem, trial, name, metric);
    const own = at(best);
    const other = at(reference);
    const sign = metric.direction === 'minimize' ? -1 : 1;
    const gain = own === null || other === null ? undefined : sign * (own - other);
    return { regime: name, slow, reference: other, seed: at(seed), found: own, gain };
  });
  return { metric, reference: referenceName(reference.id), rows };
}

/** The table as aligned lines, the header first. */
export function tableLines({ metric, reference, rows }: RegimeTable): string[] {
  const header = [`${metric.name} (${metric.unit})`, reference, 'seed', 'found', 'gain', ''];
  const measured = rows.filter(({ found, reference: other }) => found !== null || other !== null);
  return tableOf([
    header,
    ...measured.map((row) => [
      row.slow ? `${row.regime} (slow)` : row.regime,
      numberText(row.reference),
      numberText(row.seed),
      numberText(row.found),
      ...gainCells(row.gain),
    ]),
  ]);
}

function gainCells(gain: Estimate | number | undefined): [string, string] {
  if (gain === undefined) return ['-', ''];
  if (typeof gain === 'number') return [signedText(gain), ''];
  const interval = gain.n > 1 ? `[${signedText(gain.lo)}, ${signedText(gain.hi)}]` : '';
  return [signedText(gain.mean), interval];
}

function placesOf(problem: ProblemDescription): { name: string; slow: boolean }[] {
  return [...problem.regimes, { name: ALL_SCORED, slow: false }];
}

function valueAt(
  problem: ProblemDescription,
  trial: Trial | undefined,
  regime: string,
  metric: MetricDescription,
): number | null {
  if (trial?.evaluation.status !== 'valid') return null;
  const { perWorkload } = trial.evaluation;
  const metrics =
    regime === ALL_SCORED
      ? metricsOverall(problem, perWorkload)
      : metricsOfRegime(problem, perWorkload, regime);
  return metrics[metric.name] ?? null;
}
