import type { EvaluationPlan } from '../contracts/evaluator.ts';
import { withDegrees } from '../domain/degrees.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { LEADERS } from '../domain/leaders.ts';
import { compareRanks } from '../domain/rank.ts';
import { type OpenTrial, summaryOf } from '../domain/run-state.ts';
import type { Trial } from '../domain/trial.ts';
import { type Engine, strategyStateOf } from './engine.ts';
import { searchReferences, twinOf } from './judging.ts';

/** What is known of a trial before it is evaluated. */
type Proposed = Pick<Trial, 'programId' | 'proposer' | 'operators' | 'programSize'>;

/**
 * How a trial is screened; nothing if it is not. Only what a mechanical proposer made is, and only where that may spare
 * something: a pool that is not full takes the worst, and then only a behaviour that is known needs no second look.
 */
export function screeningOf(
  engine: Engine,
  open: OpenTrial,
  proposed: Proposed,
): Pick<EvaluationPlan, 'screening'> {
  const { screening, proposer } = engine.options;
  if (!screening || !proposer.isMechanical || open.injection) return {};
  const trial = (evaluation: Evaluation): Trial => trialOf(engine, open, proposed, evaluation);
  if (wouldKeep(engine, trial(WORST)) && mostAreNew(engine)) return {};
  const { trialBySignature, screenedBySignature } = engine.state;
  return {
    screening: {
      known: { has: (key) => trialBySignature.has(key) || screenedBySignature.has(key) },
      wouldKeep: (evaluation) => wouldKeep(engine, trial(withBenefit(engine, evaluation))),
    },
  };
}

/** Trials from which it is told how many are new. */
const FEW = 10;

/** Whether more than half of the trials so far had a behaviour that was not known, or there were too few to tell. */
function mostAreNew({ state }: Engine): boolean {
  const references = state.referenceById.size;
  const judged = state.trialById.size - references;
  return judged < FEW || state.evaluated.count - references > judged / 2;
}

/** What ranks behind every other evaluation that is valid. */
const WORST: Evaluation = {
  status: 'valid',
  metrics: {},
  violationByConstraint: { everything: Number.POSITIVE_INFINITY },
  signature: '',
  perWorkload: [],
};

/** The evaluation with its constraints judged, but those on usage: what a used host spends is no measure of a program. */
function withBenefit(engine: Engine, screened: Evaluation): Evaluation {
  return withDegrees(withoutUsage(engine.options.problem), screened, searchReferences(engine));
}

/** The trial as it would be. */
function trialOf(
  engine: Engine,
  { id, ask }: OpenTrial,
  { programId, proposer, operators, programSize }: Proposed,
  evaluation: Evaluation,
): Trial {
  const twin =
    evaluation.status === 'valid' ? twinOf(engine, evaluation.signature, true) : undefined;
  return {
    id,
    programId,
    proposer,
    operators,
    programSize,
    evaluation,
    parentIds: ask.parentIds,
    mode: ask.mode,
    ...(twin === undefined ? {} : { sameAs: twin }),
    tier: engine.options.tier,
    cost: { proposeMs: 0, evaluateMs: 0, tokens: 0, usd: 0, elapsedMs: 0 },
  };
}

function withoutUsage(problem: ProblemDescription): ProblemDescription {
  const noisy = new Set(
    problem.metrics.filter(({ readsUsage }) => readsUsage).map(({ name }) => name),
  );
  return {
    ...problem,
    constraints: problem.constraints.filter(({ metric }) => !noisy.has(metric)),
  };
}

/**
 * Whether a trial could become a parent or a result: the strategy, told of it, would remember it, or it is among the
 * best.
 *
 * If the strategy's state changes until the trial has finished, that changes nothing: what was only screened is told to
 * no strategy.
 */
function wouldKeep(engine: Engine, trial: Trial): boolean {
  const { state, options, view } = engine;
  if (trial.evaluation.status !== 'valid') return false;
  const summary = summaryOf(state, trial);
  const worst = state.leaders[LEADERS - 1];
  const leads = worst === undefined || compareRanks(summary.rank, worst) <= 0;
  if (leads && trial.sameAs === undefined) return true;
  const { id: trialId, parentIds, mode } = trial;
  const told = { kind: 'trial', trialId, parentIds, mode } as const;
  state.trialById.set(trial.id, summary);
  try {
    const next = options.strategy.tell(strategyStateOf(engine), told, view);
    return JSON.stringify(next).includes(JSON.stringify(trial.id));
  } finally {
    state.trialById.delete(trial.id);
  }
}
