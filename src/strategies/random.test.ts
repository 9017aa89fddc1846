import { describe, expect, it } from 'vitest';
import { createRng } from '../lib/rng.ts';
import { trialOf, viewOf } from '../testing/factories.ts';
import { strategyLaws } from '../testing/strategy-contract.ts';
import { random } from './random.ts';

describe('random()', () => {
  const control = 'a control: it always begins at the seed program';
  const laws = strategyLaws(() => random(), {
    'the best valid trial told can still become a parent': control,
  });
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);

  it('random() asks for the seed program again when a better trial was told', () => {
    const trials = [trialOf({ id: 'seed' }), trialOf({ id: 't1', score: 9 })];
    const view = viewOf(trials);
    const strategy = random();
    const told = { kind: 'trial', trialId: 't1', parentIds: ['seed'], mode: 'refine' } as const;
    const state = strategy.tell(strategy.init(trials.slice(0, 1), view), told, view);
    expect(strategy.ask(state, view, createRng(1))).toMatchObject({ parentIds: ['seed'] });
  });
});
