import type { Ask, TrialId } from '../domain/trial.ts';
import { isMarked } from '../domain/steering.ts';
import { compareRanks } from '../domain/rank.ts';
import { pick, type Rng } from '../lib/rng.ts';
import { type Engine, strategyStateOf } from './engine.ts';

/** How often a strategy is asked again, as what it named is banned. */
const TRIES = 8;
/** Of a pinned line the best are drawn from, so that its first members do not hold it up. */
const BEST_OF_LINE = 8;

/**
 * What the strategy asks for, within what people allow: parents among the pinned, and nothing that is banned.
 *
 * A function of the log alone, so that each decision can be made again.
 */
export function chooseNext(engine: Engine, id: TrialId): Ask {
  const { strategy } = engine.options;
  const ask = (tries: number): Ask => {
    const label = tries === 0 ? `ask/${id}` : `ask/${id}/${tries}`;
    return strategy.ask(strategyStateOf(engine), engine.view, engine.rng.fork(label));
  };
  let asked = ask(0);
  if (engine.state.steering.markById.size === 0) return asked;
  const rng = engine.rng.fork(`steer/${id}`);
  for (let tries = 1; tries < TRIES && namesBanned(engine, asked); tries++) asked = ask(tries);
  if (asked.kind !== 'propose') return asked;
  const pinned = best(engine, (trialId) => isPinned(engine, trialId));
  const allowed = (trialId: TrialId): boolean => !isBanned(engine, trialId);
  const [first = 'seed', ...others] = asked.parentIds;
  const parentIds =
    pinned.length > 0
      ? [pick(rng, pinned), ...others.filter(allowed)]
      : [allowed(first) ? first : instead(engine, rng), ...others.filter(allowed)];
  return { ...asked, parentIds: [...new Set(parentIds)], context: asked.context.filter(allowed) };
}

/** Whether nothing may be built on a trial, and it may not be claimed. */
export function isBanned({ state }: Engine, id: TrialId): boolean {
  return isMarked(state.steering, 'ban', id, state.trialById);
}

function isPinned({ state }: Engine, id: TrialId): boolean {
  return isMarked(state.steering, 'pin', id, state.trialById);
}

function namesBanned(engine: Engine, ask: Ask): boolean {
  return ask.kind === 'propose' && ask.parentIds.some((id) => isBanned(engine, id));
}

/** One of the best that is not banned; the seed program if all are. */
function instead(engine: Engine, rng: Rng): TrialId {
  const allowed = best(engine, (id) => !isBanned(engine, id));
  return allowed.length === 0 ? 'seed' : pick(rng, allowed);
}

/** The best of the programs that a trial may begin from, for which it holds. */
function best({ state }: Engine, holds: (id: TrialId) => boolean): TrialId[] {
  return [...state.trialById.values()]
    .filter(({ id, rank, screened, proposer }) => {
      const usable = rank.status === 'valid' && !screened && proposer !== 'baseline';
      return usable && holds(id);
    })
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, BEST_OF_LINE)
    .map(({ id }) => id);
}
