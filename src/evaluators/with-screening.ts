import type { EvaluationPlan, Evaluator, Judged } from '../contracts/evaluator.ts';
import { hasCode } from '../domain/errors.ts';
import type { Evaluation, Violation, WorkloadResult } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import { canonicalJson } from '../lib/json.ts';

/** The rule that a program breaks which does not do again what it did in the screening. */
const SAME_WHEN_FRESH = 'the same in a fresh sandbox as in the screening';

/** What {@link withScreening} needs. */
export interface ScreeningOptions {
  /** Judges in hosts that are used again and again. */
  readonly fast: Evaluator;
  /** Judges in a fresh sandbox. */
  readonly fresh: Evaluator;
  readonly problem: Pick<ProblemDescription, 'kind' | 'metrics' | 'objectives'>;
  /** Throws away every host that has run a program. */
  readonly renew: () => void;
}

/** Why programs of a problem are never screened; undefined if they may be. */
export function notScreenedWhy({
  kind,
  metrics,
  objectives,
}: ScreeningOptions['problem']): string | undefined {
  if (kind === 'policy') return 'each instance of a policy is a process of its own';
  const read = metrics.find(
    ({ name, readsUsage }) => readsUsage && objectives.metrics.includes(name),
  );
  return read && `${read.name} depends on what a program uses, which is another in a used host`;
}

/**
 * Looks at programs in a used host first, where the plan allows it, and evaluates those anew that would be kept.
 *
 * A used host is a hint and no more: what fails there is decided in a fresh sandbox, and so is what would be kept. If
 * the fresh evaluation is another, the trial is in quarantine, as either the program does not depend on its input alone,
 * or another program has left something in the host.
 */
export function withScreening({ fast, fresh, problem, renew }: ScreeningOptions): Evaluator {
  const excluded = notScreenedWhy(problem) !== undefined;
  return {
    async evaluate(program, plan, signal) {
      const { screening } = plan;
      if (screening === undefined || excluded || needsOwnHost(program))
        return await fresh.evaluate(program, plan, signal);
      const { known } = screening;
      // What stands after it is not claimed.
      const screened = await screen(fast, program, { ...plan, known, audit: false }, signal);
      if (screened === undefined) return await fresh.evaluate(program, plan, signal);
      const { evaluation, evaluateMs } = screened;
      const stands = evaluation.status !== 'failed' && !screening.wouldKeep(evaluation);
      if (stands) return { ...screened, screened: true };
      const again = await fresh.evaluate(program, plan, signal);
      const judged = { ...again, evaluateMs: again.evaluateMs + evaluateMs };
      const difference = differenceOf(problem, evaluation, again.evaluation);
      if (difference === undefined) return judged;
      renew();
      return { ...judged, evaluation: quarantined(again.evaluation, difference) };
    },
  };
}

/** What the machine does to a used host is nothing to be told: a fresh sandbox is to follow. */
async function screen(
  fast: Evaluator,
  program: Program,
  plan: EvaluationPlan,
  signal: AbortSignal,
): Promise<Judged | undefined> {
  try {
    return await fast.evaluate(program, plan, signal);
  } catch (error) {
    if (hasCode(error, 'BARBICAN_INFRA') && !signal.aborted) return undefined;
    throw error;
  }
}

/** Names that Node has beyond the language, and modules that are not the program's own: used hosts have neither. */
const NODE_ONLY =
  /\b(?:process|Buffer|require|global|set(?:Timeout|Interval|Immediate)|clear(?:Timeout|Interval|Immediate)|structuredClone|performance|queueMicrotask|URL(?:SearchParams)?|Text(?:En|De)coder|fetch|crypto|Abort(?:Controller|Signal)|Event(?:Target)?|MessageChannel|Blob|atob|btoa|navigator)\b|(?:\bfrom|\bimport\b[ \t(]*)\s*['"](?!\.)/u;

function needsOwnHost({ language, files }: Program): boolean {
  if (language !== 'javascript' && language !== 'typescript') return true;
  return Object.values(files).some((text) => NODE_ONLY.test(text));
}

/** What two evaluations of one program disagree on; undefined if nothing, or if one of them has no outputs to compare. */
function differenceOf(
  { metrics }: ScreeningOptions['problem'],
  screened: Evaluation,
  again: Evaluation,
): Omit<Violation, 'rule'> | undefined {
  if (screened.status !== 'valid' || again.status !== 'valid') return undefined;
  const byOutput = metrics.filter(({ readsUsage }) => !readsUsage).map(({ name }) => name);
  const measured = ({ values }: WorkloadResult): string =>
    canonicalJson(byOutput.map((name) => values[name] ?? null));
  const resultAt = new Map(again.perWorkload.map((one) => [`${one.regime}/${one.index}`, one]));
  for (const one of screened.perWorkload) {
    const other = resultAt.get(`${one.regime}/${one.index}`);
    if (other === undefined || measured(one) === measured(other)) continue;
    const detail = `${byOutput.join(', ')}: ${measured(one)} in the screening, then ${measured(other)}`;
    return { regime: one.regime, index: one.index, detail };
  }
  if (screened.signature === again.signature) return undefined;
  const { regime = '', index = 0 } = again.perWorkload[0] ?? {};
  return { regime, index, detail: 'its outputs were others' };
}

function quarantined(evaluation: Evaluation, difference: Omit<Violation, 'rule'>): Evaluation {
  if (evaluation.status !== 'valid') return evaluation;
  const { metrics, perWorkload } = evaluation;
  const violations = [{ rule: SAME_WHEN_FRESH, ...difference, quarantine: true as const }];
  return { status: 'invalid', metrics, violations, perWorkload };
}
