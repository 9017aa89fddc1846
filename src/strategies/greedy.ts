import type { Strategy, View } from '../contracts/strategy.ts';
import type { Trial } from '../domain/trial.ts';

type Incumbent = { readonly incumbentId: string };

/**
 * (1+1): always from the incumbent; a valid child that is not worse takes its place.
 *
 * A child of equal behaviour takes it only if it is smaller, so that neutral growth stops and neutral drift does not.
 *
 * @see Droste, Jansen & Wegener 2002, "On the analysis of the (1+1) evolutionary algorithm"
 */
export function greedy(): Strategy<Incumbent> {
  return onePlusOne({
    name: 'greedy',
    mode: 'refine',
    first: (seeds, view) => seeds.map(({ id }) => id).toSorted(view.compare)[0],
  });
}

/**
 * The seed program with other settings, all of the budget spent on those: the control that says what a search for
 * structure is worth. The same (1+1), which did as well as others on few settings (Nelder-Mead, CMA-ES).
 */
export function tuneOnly(): Strategy<Incumbent> {
  return onePlusOne({ name: 'tune', mode: 'tune', first: ([seed]) => seed?.id });
}

function onePlusOne({
  name,
  mode,
  first,
}: {
  readonly name: string;
  readonly mode: string;
  readonly first: (seeds: readonly Trial[], view: View) => string | undefined;
}): Strategy<Incumbent> {
  return {
    name,
    init: (seeds, view) => ({ incumbentId: first(seeds, view) ?? 'seed' }),
    ask: ({ incumbentId }) => ({ kind: 'propose', parentIds: [incumbentId], context: [], mode }),
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
