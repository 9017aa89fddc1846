import type { Strategy, View } from '../contracts/strategy.ts';
import type { TrialId } from '../domain/trial.ts';
import { median, medianAbsoluteDeviation } from '../lib/stats.ts';
import { pick, pickWeighted, type Rng } from '../lib/rng.ts';

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
export interface PoolState {
  readonly seedId: TrialId;
  readonly members: readonly TrialId[];
}

/** Programs whose material a proposer may copy. */
const DONORS = 2;

/**
 * A pool of the best programs, one for each behaviour; parents are drawn by a scale-free weight that falls with visits.
 *
 * weight = sigmoid(steepness (s - median) / MAD) / (1 + children + children under way). Dropping what behaves like a
 * known program is the one strategy effect that replicated in our own screening; the weights follow ShinkaEvolve.
 *
 * @see Lange et al. 2025, "ShinkaEvolve" (arXiv:2509.19349)
 */
export function pool(options: PoolOptions): Strategy<{ seedId: TrialId; members: TrialId[] }> {
  return {
    name: 'pool',
    init: (seeds, view) => ({
      seedId: seeds[0]?.id ?? 'seed',
      members: seeds
        .map(({ id }) => id)
        .filter((id) => view.trial(id).status === 'valid')
        .toSorted(view.compare)
        .slice(0, options.size),
    }),
    ask: ({ seedId, members }, view, rng) => {
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
      return { kind: 'propose', parentIds: [parentId], context, mode: 'refine' };
    },
    tell: (state, told, view) => {
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
function replaceTwin(
  state: { seedId: TrialId; members: TrialId[] },
  twin: TrialId,
  smaller: TrialId,
): { seedId: TrialId; members: TrialId[] } {
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

/** One number a member that orders as the view does: the score of feasible ones, below them the infeasible by degree. */
function standings(members: readonly TrialId[], view: View): readonly number[] {
  const trials = members.map((id) => view.trial(id));
  const feasible = trials.filter(({ violation }) => violation === 0).map(({ score }) => score ?? 0);
  if (feasible.length === 0) return trials.map(({ violation }) => -(violation ?? 0));
  const worst = Math.min(...feasible);
  const gap = Math.max(medianAbsoluteDeviation(feasible), Number.MIN_VALUE);
  return trials.map(({ score, violation }) =>
    violation === 0 ? (score ?? worst) : worst - gap * (1 + (violation ?? 0)),
  );
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
