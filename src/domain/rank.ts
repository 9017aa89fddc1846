import type { Evaluation } from './evaluation.ts';
import type { Metrics } from './metric.ts';
import type { ProblemDescription } from './problem.ts';

/** What decides who is better: compared member by member, see {@link compareRanks}. Plain JSON. */
export interface Rank {
  readonly status: Evaluation['status'];
  /** Sum of the constraint violations; 0 is feasible and means nothing unless valid. */
  readonly violation: number;
  /** The objectives, signed so that higher is better, the most important first; empty unless valid. */
  readonly scores: readonly number[];
}

const STATUS_ORDER = { valid: 0, invalid: 1, failed: 2 } as const;

/** The rank of an evaluation. A failure or an invalid output has no score at all. */
export function rankOf(problem: ProblemDescription, evaluation: Evaluation): Rank {
  if (evaluation.status !== 'valid') return { status: evaluation.status, violation: 0, scores: [] };
  return {
    status: 'valid',
    violation: violationOf(evaluation.violationByConstraint),
    scores: problem.objectives.metrics.map((name) =>
      signedValue(problem, name, evaluation.metrics),
    ),
  };
}

/**
 * Negative if `a` is better than `b`, positive if worse, 0 if neither.
 *
 * Valid before invalid before failed; then feasible before infeasible, the smaller violation first
 * (Deb 2000, "An efficient constraint handling method for genetic algorithms"); then the objectives in order.
 * Total and transitive.
 */
export function compareRanks(a: Rank, b: Rank): number {
  const byStatus = STATUS_ORDER[a.status] - STATUS_ORDER[b.status];
  if (byStatus !== 0) return byStatus;
  if (a.violation !== b.violation) return a.violation < b.violation ? -1 : 1;
  for (const [i, score] of a.scores.entries()) {
    const other = b.scores[i] ?? Number.NEGATIVE_INFINITY;
    if (score !== other) return score > other ? -1 : 1;
  }
  return 0;
}

/** The sum of all degrees, 0 if every constraint is met; a degree that is not a number is missed without bound. */
export function violationOf(degrees: Readonly<Record<string, number>>): number {
  return Object.values(degrees).reduce(
    (sum, degree) => sum + (Number.isNaN(degree) ? Number.POSITIVE_INFINITY : degree),
    0,
  );
}

/** A metric's value with its sign turned so that higher is better; -Infinity if it does not exist or is not finite. */
export function signedValue(problem: ProblemDescription, name: string, metrics: Metrics): number {
  const value = metrics[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NEGATIVE_INFINITY;
  const direction = problem.metrics.find((metric) => metric.name === name)?.direction;
  return direction === 'minimize' ? -value : value;
}
