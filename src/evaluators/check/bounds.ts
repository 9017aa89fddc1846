import { metricsOfRegime, metricsOfWorkload, metricsOverall } from '../../domain/aggregate.ts';
import type { WorkloadResult } from '../../domain/evaluation.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import { mean } from '../../lib/stats.ts';
import type { Examined } from './examined.ts';
import type { BoundReport } from './report.ts';

/** One report for each metric that has a bound on some workload. */
export function boundReports(
  problem: ProblemDescription,
  programs: readonly Examined[],
): BoundReport[] {
  const seen = programs[0]?.examination.seen ?? [];
  return problem.metrics
    .filter((metric) => seen.some(({ bounds }) => bounds[metric.name] !== undefined))
    .map(({ name }) => {
      const count = (kind: string): number =>
        seen.filter(({ bounds }) => bounds[name]?.kind === kind).length;
      const [exact, relaxed] = [count('exact'), count('relaxed')];
      const gaps = programs.map(
        (program) => [program.name, meanGap(problem, name, program)] as const,
      );
      return {
        metric: name,
        exact,
        relaxed,
        none: seen.length - exact - relaxed,
        ...boundsOf(problem, name, seen),
        gaps: Object.fromEntries(gaps),
      };
    });
}

type Seen = Examined['examination']['seen'];

/** The bounds of one metric, made into one number as its values are. */
function boundsOf(
  problem: ProblemDescription,
  metric: string,
  seen: Seen,
): Pick<BoundReport, 'overall' | 'byRegime'> {
  const results = seen.map(({ regime, index, bounds }): WorkloadResult => {
    const bound = bounds[metric]?.value;
    return { regime, index, values: bound === undefined ? {} : { [metric]: bound } };
  });
  const whole = ({ name }: { readonly name: string }): boolean =>
    results.every(({ regime, values }) => regime !== name || values[metric] !== undefined);
  const byRegime = problem.regimes.map((regime) => {
    const value = whole(regime) ? metricsOfRegime(problem, results, regime.name)[metric] : null;
    return [regime.name, value ?? null] as const;
  });
  const scored = problem.regimes.filter(({ slow }) => !slow);
  const overall = scored.every(whole) ? metricsOverall(problem, results)[metric] : null;
  return { overall: overall ?? null, byRegime: Object.fromEntries(byRegime) };
}

function meanGap(
  problem: ProblemDescription,
  metric: string,
  { examination, perWorkload }: Examined,
): number | null {
  const gaps = examination.seen.flatMap(({ regime, index, bounds }) => {
    const bound = bounds[metric]?.value;
    const result = perWorkload.find((one) => one.regime === regime && one.index === index);
    const value = result && metricsOfWorkload(problem, result)[metric];
    if (bound === undefined || bound === 0 || value === undefined || value === null) return [];
    return [Math.abs(value - bound) / Math.abs(bound)];
  });
  return gaps.length === 0 ? null : mean(gaps);
}
