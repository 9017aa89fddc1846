import type { Judged } from '../../contracts/evaluator.ts';
import { metricsOfWorkload } from '../../domain/aggregate.ts';
import type { WorkloadResult } from '../../domain/evaluation.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import { mean, sampleSd } from '../../lib/stats.ts';
import type { Examined } from './examined.ts';
import type { NoiseReport } from './report.ts';

/** Standard errors that an effect must have to be seen with 95 % confidence four times in five. */
const ERRORS_TO_SEE = 1.96 + 0.84;

/** A/A: how each metric differs between two runs of the same program on the same workloads. */
export function noiseReports(
  problem: ProblemDescription,
  [a, b]: readonly [Judged, Judged],
): NoiseReport[] {
  const [first, second] = [resultsOf(a), resultsOf(b)];
  return problem.metrics.map(({ name }) => {
    const differences = relativeDifferences(problem, name, first, second);
    const squares = differences.map((difference) => difference ** 2);
    const relative = squares.length === 0 ? 0 : Math.sqrt(mean(squares));
    return {
      metric: name,
      relative,
      pairsForOnePercent: Math.max(1, Math.ceil((ERRORS_TO_SEE * (relative / 0.01)) ** 2)),
    };
  });
}

/** The smallest relative gain on the first objective that a regime's holdout shows; `null` if it cannot be told. */
export function visibleEffect(
  problem: ProblemDescription,
  regime: string,
  seed: Examined,
  baselines: readonly Examined[],
): number | null {
  const [objective = ''] = problem.objectives.metrics;
  const own = seed.perWorkload.filter((result) => result.regime === regime);
  const variances = baselines.flatMap(({ perWorkload }) => {
    const differences = relativeDifferences(problem, objective, own, perWorkload);
    if (differences.length < 2) return [];
    return [sampleSd(differences) ** 2];
  });
  // Programs that do the same everywhere say nothing of how others would differ.
  if (variances.every((variance) => variance === 0)) return null;
  return ERRORS_TO_SEE * Math.sqrt(mean(variances) / problem.counts.holdout);
}

function resultsOf({ evaluation }: Judged): readonly WorkloadResult[] {
  return evaluation.status === 'failed' ? evaluation.finished : evaluation.perWorkload;
}

/** By workload, as a share of the mean of both; pairs without a value are left out. */
function relativeDifferences(
  problem: ProblemDescription,
  metric: string,
  first: readonly WorkloadResult[],
  second: readonly WorkloadResult[],
): number[] {
  return first.flatMap((a) => {
    const b = second.find((one) => one.regime === a.regime && one.index === a.index);
    const [x, y] = [a, b].map((result) => result && metricsOfWorkload(problem, result)[metric]);
    if (x === undefined || y === undefined || x === null || y === null) return [];
    const scale = (Math.abs(x) + Math.abs(y)) / 2;
    return [scale === 0 ? 0 : (x - y) / scale];
  });
}
