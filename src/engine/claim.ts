import { metricsOfRegime, metricsOfWorkload, metricsOverall } from '../domain/aggregate.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { Evaluation, WorkloadResult } from '../domain/evaluation.ts';
import type { Claim, Comparison } from '../domain/event.ts';
import type { MetricDescription } from '../domain/metric.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { compareRanks, rankOf } from '../domain/rank.ts';
import type { TrialId } from '../domain/trial.ts';
import { meanOfEstimates, pairedEstimate } from '../lib/stats.ts';

/** The name under which a comparison is over all regimes that count. */
export const ALL_SCORED = 'all scored';

/** What a claim is made from: evaluations on the same workloads. */
export interface ClaimMaterial {
  readonly trialId: TrialId;
  readonly candidate: Evaluation;
  /** The baselines and the seed program, by name. */
  readonly references: Readonly<Record<string, Evaluation>>;
}

/** States what one paired look shows about a candidate: per regime, per metric, against every reference. */
export function claimOf(problem: ProblemDescription, material: ClaimMaterial): Claim {
  const { trialId, candidate, references } = material;
  const [best] = Object.entries(references).toSorted(([, a], [, b]) =>
    compareRanks(rankOf(problem, a), rankOf(problem, b)),
  );
  const reference = best?.[0] ?? 'seed';
  const comparisons =
    candidate.status === 'valid'
      ? Object.entries(references).flatMap(([name, evaluation]) =>
          evaluation.status === 'valid'
            ? compared(problem, candidate.perWorkload, { name, results: evaluation.perWorkload })
            : [],
        )
      : [];
  return {
    trialId,
    reference,
    ...verdictOf(problem, candidate, { reference, comparisons }),
    candidate,
    references,
    comparisons,
  };
}

function verdictOf(
  problem: ProblemDescription,
  candidate: Evaluation,
  { reference, comparisons }: { reference: string; comparisons: readonly Comparison[] },
): Pick<Claim, 'verdict' | 'why'> {
  if (candidate.status === 'failed') {
    return {
      verdict: 'breaks',
      why: `It failed on fresh workloads: ${candidate.failure.kind}: ${candidate.failure.detail}`,
    };
  }
  if (candidate.status === 'invalid') {
    const [first] = candidate.violations;
    return {
      verdict: 'breaks',
      why: `It breaks "${first?.rule}" on fresh workloads: ${first?.detail}`,
    };
  }
  const [missed] = Object.entries(candidate.violationByConstraint).toSorted(
    ([, a], [, b]) => b - a,
  );
  if (missed) {
    return {
      verdict: 'breaks',
      why: `It misses "${missed[0]}" by ${(100 * missed[1]).toFixed(2)} %`,
    };
  }
  const [metric] = problem.objectives.metrics;
  const overall = comparisons.find(
    (c) => c.reference === reference && c.metric === metric && c.regime === ALL_SCORED,
  );
  if (!overall) return { verdict: 'inconclusive', why: 'There is nothing to compare with' };
  const { gain } = overall;
  const against = `${metric} against ${reference}: ${gain.mean.toPrecision(3)} [${gain.lo.toPrecision(3)}, ${gain.hi.toPrecision(3)}] better`;
  if (gain.n > 1 && gain.lo > 0) return { verdict: 'holds', why: against };
  if (gain.n > 1 && gain.hi < 0) return { verdict: 'worse', why: against };
  return { verdict: 'inconclusive', why: `${against}: the interval includes no gain` };
}

interface NamedResults {
  readonly name: string;
  readonly results: readonly WorkloadResult[];
}

function compared(
  problem: ProblemDescription,
  candidate: readonly WorkloadResult[],
  reference: NamedResults,
): Comparison[] {
  return problem.metrics.flatMap((metric) => {
    const regimes = problem.regimes.flatMap(({ name, slow }) => {
      const gain = gainIn(problem, metric, {
        candidate: candidate.filter(({ regime }) => regime === name),
        reference: reference.results.filter(({ regime }) => regime === name),
      });
      if (!gain) return [];
      const value = metricsOfRegime(problem, candidate, name)[metric.name] ?? null;
      const referenceValue = metricsOfRegime(problem, reference.results, name)[metric.name] ?? null;
      const row: Comparison = {
        regime: name,
        metric: metric.name,
        reference: reference.name,
        referenceValue,
        value,
        gain,
      };
      return [{ row, slow }];
    });
    const scored = regimes.filter(({ slow }) => !slow).map(({ row }) => row.gain);
    const rows = regimes.map(({ row }) => row);
    if (scored.length === 0) return rows;
    return [
      {
        regime: ALL_SCORED,
        metric: metric.name,
        reference: reference.name,
        referenceValue: metricsOverall(problem, reference.results)[metric.name] ?? null,
        value: metricsOverall(problem, candidate)[metric.name] ?? null,
        gain: meanOfEstimates(scored),
      },
      ...rows,
    ];
  });
}

/** The mean gain over the workloads of one regime, paired; undefined where the metric does not exist. */
function gainIn(
  problem: ProblemDescription,
  metric: MetricDescription,
  {
    candidate,
    reference,
  }: { candidate: readonly WorkloadResult[]; reference: readonly WorkloadResult[] },
): Estimate | undefined {
  const valueByIndex = new Map(
    reference.map((result) => [result.index, metricsOfWorkload(problem, result)[metric.name]]),
  );
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const differences = candidate.flatMap((result) => {
    const own = metricsOfWorkload(problem, result)[metric.name];
    const other = valueByIndex.get(result.index);
    return typeof own === 'number' && typeof other === 'number' ? [sign * (own - other)] : [];
  });
  return differences.length === 0 ? undefined : pairedEstimate(differences);
}
