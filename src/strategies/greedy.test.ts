import { describe, expect, it } from 'vitest';
import { createRng } from '../lib/rng.ts';
import { trialOf, type TrialFacts, viewOf } from '../testing/factories.ts';
import { strategyLaws } from '../testing/strategy-contract.ts';
import { greedy, tuneOnly } from './greedy.ts';

/** The parent that greedy asks for when these children of the seed program, whose score is 0, were told. */
function parentAfter(...children: readonly TrialFacts[]): string | undefined {
  const trials = [trialOf({ id: 'seed', score: 0, signature: 'seed' })];
  const view = viewOf(trials);
  const strategy = greedy();
  let state = strategy.init(trials, view);
  for (const facts of children) {
    trials.push(trialOf(facts));
    state = strategy.tell(
      state,
      { kind: 'trial', trialId: facts.id, parentIds: ['seed'], mode: 'refine' },
      view,
    );
  }
  const ask = strategy.ask(state, view, createRng(1));
  return ask.kind === 'propose' ? ask.parentIds[0] : undefined;
}

describe('greedy()', () => {
  const laws = strategyLaws(() => greedy());
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);

  it('greedy() takes a child when it is better or just as good, and not when it is worse', () => {
    expect(parentAfter({ id: 't1', score: 1 })).toBe('t1');
    expect(parentAfter({ id: 't1', score: 0 })).toBe('t1');
    expect(parentAfter({ id: 't1', score: -1 })).toBe('seed');
  });

  it('greedy() stays at the seed program when that and its children fail', () => {
    const trials = [trialOf({ id: 'seed', status: 'failed' })];
    const view = viewOf(trials);
    const strategy = greedy();
    const before = strategy.init(trials, view);
    trials.push(trialOf({ id: 't1', status: 'failed' }));
    const told = { kind: 'trial', trialId: 't1', parentIds: ['seed'], mode: 'refine' } as const;
    expect(strategy.tell(before, told, view)).toEqual(before);
  });

  it('greedy() takes a child of the same behaviour when it is smaller', () => {
    const twin = { id: 't1', sameAs: 'seed', signature: 'seed' };
    expect(parentAfter({ ...twin, size: 99 })).toBe('t1');
    expect(parentAfter({ ...twin, size: 100 })).toBe('seed');
  });

  it('greedy() does not take a small program when it behaves like another than the incumbent', () => {
    const better = { id: 't1', score: 5, signature: 'better' };
    const twin = { id: 't2', sameAs: 'seed', signature: 'seed', size: 1, score: 999 };
    expect(parentAfter(better, twin)).toBe('t1');
  });

  it('greedy() judges a child by its own score when the incumbent was stopped after the first rung', () => {
    const twin = { id: 't1', sameAs: 'seed', signature: 'seed', size: 9, score: 999 };
    expect(parentAfter(twin, { id: 't2', score: 1 })).toBe('t2');
  });
});

describe('tuneOnly()', () => {
  const laws = strategyLaws(() => tuneOnly());
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);

  it('tuneOnly() begins at the seed program and tunes when a baseline is better', () => {
    const trials = [
      trialOf({ id: 'seed', score: 0 }),
      trialOf({ id: 'baseline:good', score: 9, parentIds: [] }),
    ];
    const view = viewOf(trials);
    const strategy = tuneOnly();
    const ask = strategy.ask(strategy.init(trials, view), view, createRng(1));
    expect(ask).toMatchObject({ parentIds: ['seed'], mode: 'tune' });
  });
});
