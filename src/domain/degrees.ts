import { metricsOfRegime, metricsOverall, metricsOfWorkload } from './aggregate.ts';
import type { Constraint, ConstraintScope, Degrees } from './constraint.ts';
import type { Evaluation, WorkloadResult } from './evaluation.ts';
import type { Metrics } from './metric.ts';
import type { ProblemDescription } from './problem.ts';

/** Evaluations of the baselines on the same workloads, by name. */
export type References = Readonly<Record<string, Evaluation>>;

/** Smallest magnitude that a degree is relative to, so that a limit of 0 can be missed by degrees. */
const SMALLEST_SCALE = 1e-9;

/**
 * How far a program misses each constraint, by the constraint's name and place; only missed ones are listed.
 *
 * A metric that does not exist at a place cannot miss there. A floor whose reference did not finish sets no floor.
 */
export function degreesOf(
  problem: ProblemDescription,
  perWorkload: readonly WorkloadResult[],
  references: References,
): Degrees {
  const missed: [string, number][] = [];
  for (const constraint of problem.constraints) {
    for (const place of placesOf(problem, constraint.scope, perWorkload)) {
      const value = place.metrics(perWorkload)[constraint.metric];
      if (value === undefined || value === null) continue;
      const degree = degreeAt({ problem, constraint, value, place, references });
      if (degree > 0) missed.push([`${constraintName(constraint)} ${place.name}`.trim(), degree]);
    }
  }
  return Object.fromEntries(missed);
}

/**
 * The evaluation with its constraint degrees filled in; others than valid ones are returned as they are.
 *
 * One that was stopped after the first rung is returned as it is too: what its trial misses is what the trial of the
 * same behaviour misses, which ran on everything.
 */
export function withDegrees(
  problem: ProblemDescription,
  evaluation: Evaluation,
  references: References,
): Evaluation {
  if (evaluation.status !== 'valid' || evaluation.partial) return evaluation;
  return {
    ...evaluation,
    violationByConstraint: degreesOf(problem, evaluation.perWorkload, references),
  };
}

/** How a constraint is called in logs and reports. */
export function constraintName(constraint: Constraint): string {
  if (constraint.kind !== 'floor') {
    return `${constraint.metric} ${constraint.kind === 'atMost' ? 'at most' : 'at least'} ${constraint.limit}`;
  }
  return `${constraint.metric} floor ${constraint.than ?? 'best baseline'} ${+(100 * constraint.by).toFixed(2)}%`;
}

interface Place {
  readonly name: string;
  readonly metrics: (results: readonly WorkloadResult[]) => Metrics;
}

function placesOf(
  problem: ProblemDescription,
  scope: ConstraintScope,
  results: readonly WorkloadResult[],
): Place[] {
  if (scope === 'overall') return [{ name: '', metrics: (all) => metricsOverall(problem, all) }];
  if (scope === 'every workload') {
    return results.map(({ regime, index }) => ({
      name: `in ${regime} #${index}`,
      metrics: (all) => {
        const own = all.find((result) => result.regime === regime && result.index === index);
        return own ? metricsOfWorkload(problem, own) : {};
      },
    }));
  }
  const present = new Set(results.map((result) => result.regime));
  const regimes = scope === 'every regime' ? [...present] : [scope.regime];
  return regimes
    .filter((regime) => present.has(regime))
    .map((regime) => ({
      name: `in ${regime}`,
      metrics: (all) => metricsOfRegime(problem, all, regime),
    }));
}

interface DegreeQuestion {
  readonly problem: ProblemDescription;
  readonly constraint: Constraint;
  readonly value: number;
  readonly place: Place;
  readonly references: References;
}

function degreeAt({ problem, constraint, value, place, references }: DegreeQuestion): number {
  if (constraint.kind !== 'floor') {
    const sign = constraint.kind === 'atMost' ? 1 : -1;
    return shortfall(sign * (value - constraint.limit), constraint.limit);
  }
  const minimize = directionOf(problem, constraint.metric) === 'minimize';
  const known = Object.entries(references)
    .filter(([name]) => constraint.than === undefined || constraint.than === name)
    .map(([, evaluation]) =>
      evaluation.status === 'valid'
        ? place.metrics(evaluation.perWorkload)[constraint.metric]
        : null,
    )
    .filter((reference) => reference !== undefined && reference !== null);
  if (known.length === 0) return 0;
  const best = minimize ? Math.min(...known) : Math.max(...known);
  const slack = constraint.by * Math.abs(best);
  return shortfall(minimize ? value - (best + slack) : best - slack - value, best);
}

function shortfall(missing: number, scale: number): number {
  const relative = missing / Math.max(Math.abs(scale), SMALLEST_SCALE);
  return relative > 1e-12 ? Math.min(relative, Number.MAX_VALUE) : 0;
}

function directionOf(problem: ProblemDescription, metric: string): string | undefined {
  return problem.metrics.find(({ name }) => name === metric)?.direction;
}
