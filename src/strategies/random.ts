import type { Strategy } from '../contracts/strategy.ts';

/** Independent variants of the seed program: the control that says what the operators find without a search. */
export function random(): Strategy<{ readonly seedId: string }> {
  return {
    name: 'random',
    init: (seeds) => ({ seedId: seeds[0]?.id ?? 'seed' }),
    ask: ({ seedId }) => ({ kind: 'propose', parentIds: [seedId], context: [], mode: 'refine' }),
    tell: (state) => state,
  };
}
