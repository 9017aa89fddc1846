import type { Strategy, View } from '../contracts/strategy.ts';
import { type CreditByOperator, EMPTY_CREDIT } from '../domain/credit.ts';
import type { TrialId } from '../domain/trial.ts';
import { median, medianAbsoluteDeviation } from '../lib/stats.ts';
import { pick, pickWeighted, type Rng } from '../lib/rng.ts';
import { afterOutcome, drawMode } from './modes.ts';

/** Options of {@link pool}. */
export interface PoolOptions {
  /** Most members, at least 1. */
  readonly size: number;
  /** Share of asks whose parent is any member with the same chance, in [0, 1]. */
  readonly explore: number;
  /** Share of asks that simplify the best member, in [0, 1]. */
  readonly simplify: number;
  /** Steepness of the preference for better members, > 0. */
  readonly steepness: number;
}

/** Members, best first; each has a behaviour of its own. */
type PoolState = {
  readonly seedId: TrialId;
  readonly members: readonly TrialId[];
  readonly modes: CreditByOperator;
};

/** Programs whose material a proposer may copy. */
const DONORS = 2;

/**
 * A pool of the best programs, one for each behaviour; parents are drawn by a scale-free weight that falls with visits.
 *
 * weight = sigmoid(steepness (s - median) / MAD) / (1 + children + children under way). Dropping what behaves like a
 * known program is the one strategy effect that replicated in our own screening; the weights follow ShinkaEvolve.
 * Whether the parent's structure is changed or its settings are tuned follows what either was worth so far.
 *
 * @see Lange et al. 2025, "ShinkaEvolve" (arXiv:2509.19349)
 */
export function pool(options: PoolOptions): Strategy<PoolState> {
  return {
    name: 'pool',
    init: (seeds, view) => ({
      seedId: seeds[0]?.id ?? 'seed',
      members: seeds
        .map(({ id }) => id)
        .filter((id) => view.trial(id).status === 'valid')
        .toSorted(view.compare)
        .slice(0, options.size),
      modes: EMPTY_CREDIT,
    }),
    ask: ({ seedId, members, modes }, view, rng) => {
      const [best] = members;
      if (best === undefined) {
        return { kind: 'propose', parentIds: [seedId], context: [], mode: 'refine' };
      }
      if (rng.next() < options.simplify && best !== seedId) {
        return { kind: 'propose', parentIds: [best], context: [], mode: 'simplify' };
      }
      const parent =
        rng.next() < options.explore
          ? pick(rng, members)
          : members[pickWeighted(rng, weightsOf(members, view, options.steepness))];
      const parentId = parent ?? best;
      const context = donorsOf(members, parentId, rng);
      return { kind: 'propose', parentIds: [parentId], context, mode: drawMode(modes, rng) };
    },
    tell: (before, told, view) => {
      const state = { ...before, modes: afterOutcome(before.modes, told, view) };
      if (told.kind !== 'trial') return state;
      const child = view.trial(told.trialId);
      if (child.status !== 'valid') return state;
      const twin = state.members.find((id) => view.trial(id).signature === child.signature);
      if (twin !== undefined) {
        return child.size < view.trial(twin).size ? replaceTwin(state, twin, child.id) : state;
      }
      if (child.sameAs !== undefined) return state;
      const members = [...state.members, child.id].toSorted(view.compare).slice(0, options.size);
      return { ...state, members };
    },
  };
}

/** Puts a smaller program of the same behaviour in the place of its twin: neutral drift towards less text. */
function replaceTwin(state: PoolState, twin: TrialId, smaller: TrialId): PoolState {
  return { ...state, members: state.members.map((id) => (id === twin ? smaller : id)) };
}

function donorsOf(members: readonly TrialId[], parentId: TrialId, rng: Rng): TrialId[] {
  const others = members.filter((id) => id !== parentId);
  const donors: TrialId[] = [];
  while (donors.length < DONORS && donors.length < others.length) {
    const donor = pick(rng, others);
    if (!donors.includes(donor)) donors.push(donor);
  }
  return donors;
}

/** The weights with which members become parents, in their order. */
export function weightsOf(
  members: readonly TrialId[],
  view: View,
  steepness: number,
): readonly number[] {
  const values = standings(members, view);
  const middle = median(values);
  const spread = medianAbsoluteDeviation(values);
  return members.map((id, i) => {
    const value = values[i] ?? middle;
    const distance = spread > 0 ? (value - middle) / spread : Math.sign(value - middle);
    const visits = view.childCount(id) + view.pendingCount(id);
    return 1 / (1 + Math.exp(-steepness * clamp(distance, 50))) / (1 + visits);
  });
}

/**
 * One finite number a member that orders as the view does: the score of feasible ones, below them those that have no
 * score, and below them the infeasible ones by degree.
 *
 * The distances below the worst score are in units of the scores' spread, so that scaling the scores changes nothing.
 */
function standings(members: readonly TrialId[], view: View): readonly number[] {
  const trials = members.map((id) => view.trial(id));
  const scores = trials.flatMap(({ violation, score }) =>
    violation === 0 && Number.isFinite(score) ? [score ?? 0] : [],
  );
  const worst = Math.min(...scores, scores.length === 0 ? 0 : Number.POSITIVE_INFINITY);
  const unit = spreadOf(scores) || 1;
  return trials.map(({ score, violation = 0 }) => {
    if (violation === 0) return Number.isFinite(score) ? (score ?? worst) : worst - unit;
    return worst - unit * (2 + Math.min(violation, Number.MAX_SAFE_INTEGER));
  });
}

/** 0 only if all are equal. */
function spreadOf(scores: readonly number[]): number {
  if (scores.length === 0) return 0;
  return medianAbsoluteDeviation(scores) || Math.max(...scores) - Math.min(...scores);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
