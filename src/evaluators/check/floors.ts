import { metricsOfRegime } from '../../domain/aggregate.ts';
import type { Constraint } from '../../domain/constraint.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { Examined } from './examined.ts';
import type { FloorReport } from './report.ts';

/** The floors of each regime as numbers, with the baseline that sets each. */
export function floorReports(
  problem: ProblemDescription,
  seed: Examined,
  baselines: readonly Examined[],
): FloorReport[] {
  return problem.constraints.flatMap((constraint) => {
    if (constraint.kind !== 'floor') return [];
    return regimesOf(problem, constraint).flatMap((regime) =>
      floorIn(problem, constraint, regime, { seed, baselines }),
    );
  });
}

function regimesOf(problem: ProblemDescription, { scope }: Constraint): readonly string[] {
  if (typeof scope === 'object') return [scope.regime];
  return scope === 'every regime' ? problem.regimes.map(({ name }) => name) : [];
}

function floorIn(
  problem: ProblemDescription,
  constraint: Extract<Constraint, { kind: 'floor' }>,
  regime: string,
  { seed, baselines }: { readonly seed: Examined; readonly baselines: readonly Examined[] },
): FloorReport[] {
  const metric = problem.metrics.find(({ name }) => name === constraint.metric);
  const valueOf = (program: Examined): number | null =>
    metricsOfRegime(problem, program.perWorkload, regime)[constraint.metric] ?? null;
  const sign = metric?.direction === 'minimize' ? 1 : -1;
  const known = baselines
    .filter(({ name }) => constraint.than === undefined || name === constraint.than)
    .flatMap((program) => {
      const value = valueOf(program);
      return value === null ? [] : [{ baseline: program.name, value }];
    })
    .toSorted((a, b) => sign * (a.value - b.value));
  const [best] = known;
  if (!best) return [];
  const limit = best.value + sign * constraint.by * Math.abs(best.value);
  const own = valueOf(seed);
  const seedMeets = own === null || sign * (own - limit) <= 1e-12 * Math.abs(limit);
  return [{ metric: constraint.metric, regime, baseline: best.baseline, limit, seedMeets }];
}
