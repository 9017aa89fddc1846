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
    wallMs: engine.elapsedMs() + expectedMs,
    evaluationSeconds: spend.evaluationSeconds + ((underWay + 1) * expectedMs) / 1000,
    tokens: spend.tokens + expectedOfProposals(engine, spend.tokens),
    usd: spend.usd + expectedOfProposals(engine, spend.usd),
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

/**
 * What the proposals that are awaited and one more will use, if they use what proposals used so far.
 *
 * Infinity if one is awaited and none was ever made: until the first has said what it costs, it is the only one.
 */
function expectedOfProposals(engine: Engine, used: number): number {
  const { openById, spend } = engine.state;
  const open = [...openById.values()].filter(({ proposed }) => proposed === undefined).length;
  const made = spend.trials - open;
  const awaited = engine.asked - made;
  if (made === 0) return awaited === 0 ? 0 : Number.POSITIVE_INFINITY;
  return ((awaited + 1) * used) / made;
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
