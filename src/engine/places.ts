import type { Engine } from './engine.ts';

/** More trials under way than the times call for, so that one that takes long leaves no evaluator idle. */
const SLACK = 1.5;
/** Programs that wait for their evaluation, for each one that is evaluated: more would only grow old. */
const WAITING = 2;

/**
 * Whether one more trial may be under way.
 *
 * Where proposing takes next to no time, as many as are evaluated at a time. Where a model is waited for, so many more as
 * keep the evaluators busy meanwhile, by Little's law: evaluators x (1 + proposing / evaluating). Never more proposals at
 * a time than the proposer takes and a few that wait for their turn, and none while enough programs wait for their
 * evaluation.
 *
 * @see Little 1961, "A proof for the queuing formula L = λW"
 */
export function hasPlace(engine: Engine): boolean {
  const { concurrency, proposer } = engine.options;
  const underWay = engine.inFlight.size;
  if (proposer.atOnce === undefined) return underWay < concurrency;
  const backlog = engine.evaluating.size;
  const waited = underWay - backlog;
  if (waited >= proposer.atOnce + ahead(proposer.atOnce) || backlog >= concurrency * (1 + WAITING))
    return false;
  return underWay < wanted(engine, proposer.atOnce);
}

/** Trials that have been asked for and wait for the proposer, so that the disk is not waited for between two calls. */
function ahead(atOnce: number): number {
  return Math.ceil(atOnce / 2);
}

/** Trials under way that keep both sides busy; as many as may be while the times are not known. */
function wanted({ options: { concurrency }, state }: Engine, atOnce: number): number {
  const { proposeMs, evaluateMs } = state.proposing.pace;
  const most = concurrency * (1 + WAITING) + atOnce + ahead(atOnce);
  if (proposeMs === 0 || evaluateMs === 0) return most;
  return Math.min(most, Math.ceil(SLACK * concurrency * (1 + proposeMs / evaluateMs)));
}
