import { metricsOverall } from '../../domain/aggregate.ts';
import type { MetricDescription } from '../../domain/metric.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import { compareRanks, rankOf } from '../../domain/rank.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { Trial } from '../../domain/trial.ts';
import { numberText, percentText, signedText } from './format.ts';

/** The best program on one metric, against the best reference on the same search workloads. */
export interface Standing {
  readonly metric: MetricDescription;
  readonly value: number | null;
  /** Name of the best baseline, or `seed` where there is none. */
  readonly reference: string;
  readonly referenceValue: number | null;
  /** Positive is better, in the metric's unit; undefined where one of the two does not exist. */
  readonly gain: number | undefined;
  /** How far the value is from the bound of any program, as a share of the bound; undefined if that is not known. */
  readonly gap: number | undefined;
}

/** Where the run stands on each objective; empty until the references are judged. */
export function standingsOf(state: RunState): readonly Standing[] {
  const { started, best } = state;
  const reference = bestReferenceOf(state);
  if (!started || !best || !reference) return [];
  return started.problem.objectives.metrics.flatMap((name) => {
    const metric = started.problem.metrics.find((candidate) => candidate.name === name);
    if (!metric) return [];
    const value = valueOf(best, name);
    const referenceValue = valueOf(reference, name);
    const gain =
      value === null || referenceValue === null
        ? undefined
        : (metric.direction === 'minimize' ? -1 : 1) * (value - referenceValue);
    const gap = gapOf(started.problem, metric, best);
    return [{ metric, value, reference: referenceName(reference.id), referenceValue, gain, gap }];
  });
}

/** The best baseline, or the seed program where there is none. */
export function bestReferenceOf(state: RunState): Trial | undefined {
  const { started } = state;
  if (!started) return undefined;
  const all = [...state.referenceById.values()];
  const baselines = all.filter(({ proposer }) => proposer === 'baseline');
  const [best] = (baselines.length > 0 ? baselines : all).toSorted((a, b) =>
    compareRanks(rankOf(started.problem, a.evaluation), rankOf(started.problem, b.evaluation)),
  );
  return best;
}

/** A reference as people call it: `baseline:uniform` is `uniform`. */
export function referenceName(id: string): string {
  return id.replace(/^baseline:/u, '');
}

/** Such as `balance 0.942 share, hierarchical 0.901, +0.041 (+4.6 %), 5.8 % from the bound`. */
export function standingText(standing: Standing): string {
  const { metric, value, reference, referenceValue, gain, gap } = standing;
  return [
    `${metric.name} ${numberText(value)} ${metric.unit}`,
    `${reference} ${numberText(referenceValue)}`,
    ...(gain === undefined ? [] : [gainText(gain, referenceValue)]),
    ...(gap === undefined ? [] : [`${percentText(gap, 1)} from the bound`]),
  ].join(', ');
}

/** A gain in its unit and, where that means something, relative to the reference. */
function gainText(gain: number, referenceValue: number | null): string {
  if (gain === 0) return 'no gain';
  if (!referenceValue) return signedText(gain);
  const share = gain / Math.abs(referenceValue);
  return `${signedText(gain)} (${share > 0 ? '+' : ''}${percentText(share, 1)})`;
}

/** From the bound over all, made of the bounds as the metric is made of its values; every scored workload needs one. */
function gapOf(
  problem: ProblemDescription,
  { name }: MetricDescription,
  { evaluation }: Trial,
): number | undefined {
  if (evaluation.status !== 'valid') return undefined;
  const scored = new Set(problem.regimes.filter(({ slow }) => !slow).map((regime) => regime.name));
  const own = evaluation.perWorkload.filter(({ regime }) => scored.has(regime));
  const best = own.flatMap(({ regime, index, bounds }) => {
    const bound = bounds?.[name];
    return bound === undefined ? [] : [{ regime, index, values: { [name]: bound } }];
  });
  const bound = best.length < own.length ? null : metricsOverall(problem, best)[name];
  const value = evaluation.metrics[name];
  if (typeof bound !== 'number' || typeof value !== 'number' || bound === 0) return undefined;
  return Math.abs(value - bound) / Math.abs(bound);
}

function valueOf({ evaluation }: Trial, metric: string): number | null {
  return evaluation.status === 'valid' ? (evaluation.metrics[metric] ?? null) : null;
}
