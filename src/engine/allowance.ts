import type { Budget } from '../domain/budget.ts';
import type { Engine } from './engine.ts';

/** The share of every budget that is kept for the final claim and the holdout. */
export const RESERVED = 0.1;

/** Whether one more trial may be asked for, with all that is under way counted as spent. */
export function mayStartTrial(engine: Engine): boolean {
  const { spend } = engine.state;
  const after = afterEvaluations(engine, 1);
  return isWithin(engine, {
    ...after,
    trials: engine.asked + 1,
    wallMs: after.wallMs + awaitedMs(engine),
    tokens: spend.tokens + expectedOfProposals(engine, 'tokens'),
    usd: spend.usd + expectedOfProposals(engine, 'usd'),
  });
}

/** Whether a trial under way may be evaluated on so many times the workloads of the search again. */
export function mayDoubt(engine: Engine, times: number): boolean {
  const { tokens, usd } = engine.state.spend;
  const after = afterEvaluations(engine, times);
  return isWithin(engine, { ...after, trials: engine.asked, tokens, usd });
}

/** What will be used when all that is under way and `more` evaluations one after the other have ended. */
function afterEvaluations(
  engine: Engine,
  more: number,
): Pick<Required<Budget>, 'evaluations' | 'wallMs' | 'evaluationSeconds'> {
  const { evaluated, spend } = engine.state;
  const expectedMs = evaluated.count > 0 ? evaluated.ms / evaluated.count : 0;
  const open = engine.inFlight.size + engine.doubting + more;
  return {
    evaluations: spend.evaluations + open,
    wallMs: engine.elapsedMs() + more * expectedMs,
    evaluationSeconds: spend.evaluationSeconds + (open * expectedMs) / 1000,
  };
}

/** Whether no limit is passed, nothing of it kept for the end. */
export function isWithinAll(budget: Budget, used: Required<Budget>): boolean {
  const kinds = ['trials', 'evaluations', 'wallMs', 'evaluationSeconds', 'tokens', 'usd'] as const;
  return kinds.every((kind) => used[kind] <= (budget[kind] ?? Number.POSITIVE_INFINITY));
}

function isWithin({ state: { budget } }: Engine, used: Required<Budget>): boolean {
  const within = (kind: keyof Budget, round: (limit: number) => number): boolean =>
    used[kind] <= round((1 - RESERVED) * (budget[kind] ?? Number.POSITIVE_INFINITY));
  const exact = (limit: number): number => limit;
  return (
    within('trials', Math.ceil) &&
    within('evaluations', Math.ceil) &&
    within('wallMs', exact) &&
    within('evaluationSeconds', exact) &&
    within('tokens', exact) &&
    within('usd', exact)
  );
}

/** How long a proposal is waited for, in milliseconds; 0 where it takes next to no time. */
function awaitedMs({ options, state }: Engine): number {
  return options.proposer.atOnce === undefined ? 0 : state.proposing.pace.proposeMs;
}

/**
 * What the proposals that are awaited and one more will use.
 *
 * Where the proposer says what one can use at worst, that holds until the first was made, and then the most that one has
 * used: calls under way are paid for whatever they come to. Else it is what proposals used so far; and until the first
 * has said what it costs, it is the only one.
 */
function expectedOfProposals(engine: Engine, kind: 'tokens' | 'usd'): number {
  const { openById, spend, proposing } = engine.state;
  const open = [...openById.values()].filter(({ proposed }) => proposed === undefined).length;
  const made = spend.trials - open;
  const awaited = engine.asked - made;
  const worst = engine.options.proposer.worstCase?.[kind];
  if (worst !== undefined) {
    return (awaited + 1) * (made === 0 ? worst : Math.min(worst, proposing.most[kind]));
  }
  if (made === 0) return awaited === 0 ? 0 : Number.POSITIVE_INFINITY;
  return ((awaited + 1) * spend[kind]) / made;
}

/** Evaluation time that is left for the final claim, in milliseconds on one core; Infinity if time is not limited. */
export function timeLeftMs(engine: Engine): number {
  const { wallMs, evaluationSeconds } = engine.state.budget;
  const wall =
    wallMs === undefined
      ? Number.POSITIVE_INFINITY
      : (wallMs - engine.elapsedMs()) * engine.options.concurrency;
  const evaluation =
    evaluationSeconds === undefined
      ? Number.POSITIVE_INFINITY
      : (evaluationSeconds - engine.state.spend.evaluationSeconds) * 1000;
  return Math.max(0, Math.min(wall, evaluation));
}
