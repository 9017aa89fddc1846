import type { WorkloadResult } from './evaluation.ts';
import type { MetricDescription, Metrics, MetricValue } from './metric.ts';
import type { ProblemDescription } from './problem.ts';

/** What of a problem says how numbers become fewer. */
export type Aggregation = Pick<ProblemDescription, 'metrics' | 'regimes'>;

/**
 * One number for the samples of one workload.
 *
 * `pN` is the nearest-rank percentile; `tailN` the mean of the worst (100 − N) % of the samples, at least one.
 *
 * @returns `null` if there is no sample.
 */
export function numberFromSamples(
  samples: readonly number[],
  { of, direction }: Pick<MetricDescription, 'of' | 'direction'>,
): number | null {
  if (samples.length === 0) return null;
  if (of === 'sum') return sum(samples);
  if (of === 'max') return samples.reduce((a, b) => Math.max(a, b));
  if (of === 'mean') return mean(samples);
  const sorted = samples.toSorted((a, b) => a - b);
  // 0 and -0 rank the same, so that which of them is found depends on their order: both are 0.
  if (of.startsWith('p')) return (sorted[rankOf(Number(of.slice(1)), sorted.length) - 1] ?? 0) + 0;
  const count = Math.max(1, sorted.length - rankOf(Number(of.slice(4)), sorted.length));
  return mean(direction === 'minimize' ? sorted.slice(-count) : sorted.slice(0, count));
}

/** The metrics of one workload; `null` where there is none. */
export function metricsOfWorkload(problem: Aggregation, result: WorkloadResult): Metrics {
  return metricsBy(problem, (metric) => numberOf(result.values[metric.name]));
}

/** The metrics over the workloads of one regime. Deterministic in the order of `results`. */
export function metricsOfRegime(
  problem: Aggregation,
  results: readonly WorkloadResult[],
  regime: string,
): Metrics {
  const own = results.filter((result) => result.regime === regime);
  return metricsBy(problem, (metric) => across(metric, valuesOf(metric, own)));
}

/**
 * The metrics over all scored regimes, each with equal weight whatever its number of workloads.
 *
 * `worst` is the worst workload of any; `ratio` the ratio of the sums over all their workloads. Slow regimes do
 * not count; nor does a regime in which a metric has no value.
 */
export function metricsOverall(problem: Aggregation, results: readonly WorkloadResult[]): Metrics {
  const scored = problem.regimes.filter((regime) => !regime.slow).map((regime) => regime.name);
  return metricsBy(problem, (metric) => {
    const byRegime = scored.map((name) =>
      valuesOf(
        metric,
        results.filter((result) => result.regime === name),
      ),
    );
    if (metric.across === 'ratio' || metric.across === 'worst')
      return across(metric, byRegime.flat());
    return across(
      metric,
      byRegime.map((values) => across(metric, values)),
    );
  });
}

/** A sum that overflows has no value: programs can write any number, and none may stop a run or win it that way. */
function metricsBy(
  problem: Aggregation,
  valueOf: (metric: MetricDescription) => number | null,
): Metrics {
  const finiteOf = (metric: MetricDescription): number | null => {
    const value = valueOf(metric);
    return value !== null && Number.isFinite(value) ? value : null;
  };
  return Object.fromEntries(problem.metrics.map((metric) => [metric.name, finiteOf(metric)]));
}

function valuesOf(metric: MetricDescription, results: readonly WorkloadResult[]): MetricValue[] {
  return results
    .filter((result) => metric.only?.includes(result.regime) ?? true)
    .map((result) => result.values[metric.name] ?? null);
}

function across(metric: MetricDescription, values: readonly MetricValue[]): number | null {
  if (metric.across === 'ratio') return ratioOfSums(values);
  const numbers = values.map((value) => numberOf(value)).filter((value) => value !== null);
  if (numbers.length === 0) return null;
  if (metric.across === 'geomean') return geometricMean(numbers);
  if (metric.across === 'mean') return mean(numbers);
  const worse = metric.direction === 'minimize' ? Math.max : Math.min;
  return numbers.reduce((a, b) => worse(a, b));
}

/** A plain number counts as that number over 1. */
function ratioOfSums(values: readonly MetricValue[]): number | null {
  let top = 0;
  let bottom = 0;
  for (const value of values) {
    if (value === null) continue;
    top += typeof value === 'number' ? value : value.top;
    bottom += typeof value === 'number' ? 1 : value.bottom;
  }
  return bottom === 0 ? null : top / bottom;
}

function numberOf(value: MetricValue | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  return value.bottom === 0 ? null : value.top / value.bottom;
}

/** 0 if any is 0; `null` if any is negative, where it does not exist. */
function geometricMean(numbers: readonly number[]): number | null {
  if (numbers.some((value) => value < 0)) return null;
  return Math.exp(mean(numbers.map((value) => Math.log(value))));
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/** Nearest rank, from 1 to `n`. */
function rankOf(percent: number, n: number): number {
  return Math.min(n, Math.max(1, Math.ceil((percent / 100) * n - 1e-9)));
}
