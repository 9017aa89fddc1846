import type { Budget } from '../domain/budget.ts';
import type { Engine } from './engine.ts';

/** The share of every budget that is kept for the final claim and the holdout. */
const RESERVED = 0.1;

/** Whether one more trial may be asked for, with all that is under way counted as spent. */
export function mayStartTrial(engine: Engine): boolean {
  const { budget, evaluated, spend } = engine.state;
  const expectedMs = evaluated.count > 0 ? evaluated.ms / evaluated.count : 0;
  const underWay = engine.inFlight.size;
  const used: Required<Budget> = {
    trials: engine.asked + 1,
    evaluations: spend.evaluations + underWay + 1,
    wallMs: engine.elapsedMs() + expectedMs + awaitedMs(engine),
    evaluationSeconds: spend.evaluationSeconds + ((underWay + 1) * expectedMs) / 1000,
    tokens: spend.tokens + expectedOfProposals(engine, 'tokens'),
    usd: spend.usd + expectedOfProposals(engine, 'usd'),
  };
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
