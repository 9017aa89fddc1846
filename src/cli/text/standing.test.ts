import { describe, expect, it } from 'vitest';
import type { RunState } from '../../domain/run-state.ts';
import { runStateOf } from '../../domain/run-state.ts';
import { shortRun, storedEvents } from '../../testing/run-events.ts';
import { standingsOf, standingText } from './standing.ts';

/** The state of a run whose best program has these bounds on `quality`, by regime. */
function stateWith(boundByRegime: Readonly<Record<string, number>>): RunState {
  const state = runStateOf(storedEvents(shortRun()));
  const { best } = state;
  if (best?.evaluation.status !== 'valid') throw new Error('The run has no best program');
  const perWorkload = best.evaluation.perWorkload.map((result) => {
    const bound = boundByRegime[result.regime];
    return bound === undefined ? result : { ...result, bounds: { quality: bound } };
  });
  return { ...state, best: { ...best, evaluation: { ...best.evaluation, perWorkload } } };
}

describe('standingText()', () => {
  it('says how far it is to the bound when every scored workload has one', () => {
    const [standing] = standingsOf(stateWith({ usual: 1, odd: 7 }));
    expect(standing && standingText(standing)).toBe(
      'quality 0.9 share, plain 0.7, +0.2 (+28.6 %), 10.0 % from the bound',
    );
  });

  it('says nothing of a bound when a scored workload has none', () => {
    const [standing] = standingsOf(stateWith({ odd: 7 }));
    expect(standing && standingText(standing)).toBe('quality 0.9 share, plain 0.7, +0.2 (+28.6 %)');
  });
});
