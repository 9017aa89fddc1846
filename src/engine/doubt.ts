import type { EvaluationPlan, Judged } from '../contracts/evaluator.ts';
import type { Degrees } from '../domain/constraint.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { Program } from '../domain/program.ts';
import { compareRanks, rankOf } from '../domain/rank.ts';
import type { Doubt } from '../domain/trial.ts';
import { mayDoubt } from './allowance.ts';
import type { Engine, JudgedBaselines } from './engine.ts';
import { judge, judgedAgainst } from './judging.ts';

/** How many times the workloads of the search a new best is doubted on. */
const TIMES = 3;

/** What a doubt came to. */
interface Doubted {
  readonly evaluation: Evaluation;
  readonly doubt?: Doubt;
}

/**
 * Doubts what would be the best trial so far: it must keep the rules on further workloads, which no other trial is
 * chosen on. One that fails, is invalid or misses a constraint there is what it is there; its numbers stay those of the
 * search, which all trials can be compared on.
 *
 * Among many programs the best on a few workloads is often one that is lucky with the rules there. Where the budget
 * does not allow it any more, nothing is doubted: the looks at the end are still to come.
 */
export async function doubted(
  engine: Engine,
  program: Program,
  evaluation: Evaluation,
): Promise<Doubted> {
  const evaluations = TIMES * (1 + missingReferences(engine));
  if (!wouldBeBest(engine, evaluation) || !mayDoubt(engine, evaluations)) return { evaluation };
  const perRegime = TIMES * engine.options.problem.counts.search;
  engine.doubting += evaluations;
  try {
    const plan = { part: 'search', draw: 1, perRegime, known: new Set<string>() } as const;
    const references = await referencesOf(engine, plan);
    const again = await judge(engine, program, plan);
    const seen = judgedAgainst(engine, again.evaluation, references.evaluations);
    const doubt = { perRegime, evaluateMs: again.evaluateMs + references.evaluateMs };
    return { evaluation: withRulesOf(evaluation, seen), doubt };
  } finally {
    engine.doubting -= evaluations;
  }
}

function wouldBeBest({ state, options }: Engine, evaluation: Evaluation): boolean {
  if (evaluation.status !== 'valid' || evaluation.partial || !state.best) return false;
  const { problem } = options;
  return compareRanks(rankOf(problem, evaluation), rankOf(problem, state.best.evaluation)) < 0;
}

/** The evaluation, if what was `seen` on further workloads allows it. */
function withRulesOf(evaluation: Evaluation, seen: Evaluation): Evaluation {
  if (seen.status !== 'valid') return seen;
  if (evaluation.status !== 'valid') return evaluation;
  const violationByConstraint = worse(evaluation.violationByConstraint, seen.violationByConstraint);
  return { ...evaluation, violationByConstraint };
}

function worse(a: Degrees, b: Degrees): Degrees {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(names.map((name) => [name, Math.max(a[name] ?? 0, b[name] ?? 0)]));
}

/** How many baselines have to be judged before a doubt: those that set a floor, once in a session. */
function missingReferences({ options, doubtReferences }: Engine): number {
  const { baselines, constraints } = options.problem;
  const set = constraints.some(({ kind }) => kind === 'floor');
  return set && doubtReferences === undefined ? baselines.length : 0;
}

interface References {
  readonly evaluations: Readonly<Record<string, Evaluation>>;
  /** What they cost now; 0 if they were known. */
  readonly evaluateMs: number;
}

/** The baselines on the workloads of a doubt, one after the other, as they take the place of one trial. */
async function referencesOf(engine: Engine, plan: EvaluationPlan): Promise<References> {
  const isFirst = missingReferences(engine) > 0;
  if (isFirst) engine.doubtReferences = judgeBaselines(engine, plan);
  const judged = (await engine.doubtReferences) ?? [];
  return {
    evaluations: Object.fromEntries(judged.map(([name, { evaluation }]) => [name, evaluation])),
    evaluateMs: isFirst ? judged.reduce((sum, [, one]) => sum + one.evaluateMs, 0) : 0,
  };
}

async function judgeBaselines(engine: Engine, plan: EvaluationPlan): Promise<JudgedBaselines> {
  const judged: [string, Judged][] = [];
  for (const { name, program } of engine.options.problem.baselines) {
    judged.push([name, await judge(engine, program, plan)]);
  }
  return judged;
}
