import { metricsOfRegime, metricsOfWorkload, metricsOverall } from '../domain/aggregate.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { Evaluation, WorkloadResult } from '../domain/evaluation.ts';
import type { Claim, Comparison } from '../domain/event.ts';
import type { MetricDescription } from '../domain/metric.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { quarantineOf } from '../domain/quarantine.ts';
import { compareRanks, rankOf, signedValue } from '../domain/rank.ts';
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
    ...(breakOf(candidate) ?? gainVerdict(problem, reference, comparisons)),
    candidate,
    references,
    comparisons,
  };
}

type Verdict = Pick<Claim, 'verdict' | 'why'>;

/** Why nothing can be claimed of a candidate whatever its gain; undefined if there is no such reason. */
function breakOf(candidate: Evaluation): Verdict | undefined {
  if (candidate.status === 'failed') {
    const { kind, detail } = candidate.failure;
    return { verdict: 'breaks', why: `It failed on fresh workloads: ${kind}: ${detail}` };
  }
  if (candidate.status === 'invalid') {
    const against = quarantineOf(candidate);
    if (against) {
      const why = `It is in quarantine by "${against.rule}": ${against.detail}`;
      return { verdict: 'breaks', why };
    }
    const [first] = candidate.violations;
    const why = `It breaks "${first?.rule}" on fresh workloads: ${first?.detail}`;
    return { verdict: 'breaks', why };
  }
  const [missed] = Object.entries(candidate.violationByConstraint).toSorted(
    ([, a], [, b]) => b - a,
  );
  if (!missed) return undefined;
  const why = `It misses "${missed[0]}" by ${(100 * missed[1]).toFixed(2)} %`;
  return { verdict: 'breaks', why };
}

/** What the comparisons with one reference say on the first objective. */
function gainVerdict(
  problem: ProblemDescription,
  reference: string,
  comparisons: readonly Comparison[],
): Verdict {
  const [metric] = problem.objectives.metrics;
  const rows = comparisons.filter((row) => row.reference === reference && row.metric === metric);
  const overall = rows.find(({ regime }) => regime === ALL_SCORED);
  if (!overall) return { verdict: 'inconclusive', why: 'There is nothing to compare with' };
  const { gain } = overall;
  const against = `${metric} against ${reference}: ${gain.mean.toPrecision(3)} [${gain.lo.toPrecision(3)}, ${gain.hi.toPrecision(3)}] better`;
  const scored = new Set(problem.regimes.filter(({ slow }) => !slow).map(({ name }) => name));
  const single = rows.find((row) => scored.has(row.regime) && row.gain.n < 2);
  if (single) {
    const why = `${against}: one workload in regime "${single.regime}" says nothing of the error`;
    return { verdict: 'inconclusive', why };
  }
  if (gain.hi < 0) return { verdict: 'worse', why: against };
  if (gain.lo <= 0) {
    return { verdict: 'inconclusive', why: `${against}: the interval includes no gain` };
  }
  if (isBetter(problem, overall)) return { verdict: 'holds', why: against };
  const why = `${against} a workload, but not over all: ${overall.value} against ${overall.referenceValue}`;
  return { verdict: 'inconclusive', why };
}

/** Whether the metric itself is better, as the problem makes one number of all workloads: the mean gain may mislead. */
function isBetter(
  problem: ProblemDescription,
  { metric, value, referenceValue }: Comparison,
): boolean {
  const signed = (number: number | null): number =>
    signedValue(problem, metric, { [metric]: number });
  return signed(value) > signed(referenceValue);
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
