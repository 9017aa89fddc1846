import type { Strategy } from '../contracts/strategy.ts';
import type { TrialId } from '../domain/trial.ts';

/**
 * (1+1): always from the incumbent; a valid child that is not worse takes its place.
 *
 * A child of equal behaviour takes it only if it is smaller, so that neutral growth stops and neutral drift does not.
 *
 * @see Droste, Jansen & Wegener 2002, "On the analysis of the (1+1) evolutionary algorithm"
 */
export function greedy(): Strategy<{ readonly incumbentId: TrialId }> {
  return {
    name: 'greedy',
    init: (seeds, view) => ({
      incumbentId: seeds.map(({ id }) => id).toSorted(view.compare)[0] ?? 'seed',
    }),
    ask: ({ incumbentId }) => ({
      kind: 'propose',
      parentIds: [incumbentId],
      context: [],
      mode: 'refine',
    }),
    tell: (state, told, view) => {
      if (told.kind !== 'trial') return state;
      const child = view.trial(told.trialId);
      const incumbent = view.trial(state.incumbentId);
      if (child.status !== 'valid') return state;
      if (child.sameAs !== undefined) {
        const twin = child.signature === incumbent.signature && child.size < incumbent.size;
        return twin ? { incumbentId: child.id } : state;
      }
      return view.compare(child.id, incumbent.id) <= 0 ? { incumbentId: child.id } : state;
    },
  };
}
