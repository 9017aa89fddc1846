import { describe, expect, it } from 'vitest';
import type { Strategy } from '../contracts/strategy.ts';
import { ContractError } from '../domain/errors.ts';
import { runStateOf } from '../domain/run-state.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { countOf, outcomeOf } from '../testing/watched-run.ts';

/** A strategy that asks what it is told to. */
function asking(ask: Strategy['ask']): Strategy {
  return { name: 'odd', init: () => null, ask, tell: (state) => state };
}

const PROPOSE = { kind: 'propose', parentIds: ['seed'], context: [], mode: 'refine' } as const;

describe('run() and what a strategy says', () => {
  it('run() ends and makes its claim when the strategy stops', async () => {
    const strategy = asking((_, view) =>
      view.childCount('seed') < 20 ? PROPOSE : { kind: 'stop', why: 'twenty are enough' },
    );
    const { yielded, error } = await outcomeOf(fakeWorld({ strategy }).options);
    expect(error).toBeUndefined();
    expect(yielded.at(-1)).toMatchObject({ why: 'strategy', detail: 'twenty are enough' });
    expect(countOf(yielded, 'trial.started')).toBe(20);
    expect(countOf(yielded, 'holdout.opened')).toBe(1);
  });

  it('run() lets a strategy wait when trials are under way', async () => {
    const strategy = asking((_, view) =>
      (view.childCount('seed') + view.pendingCount('seed')) % 4 === 0 &&
      view.pendingCount('seed') > 0
        ? { kind: 'wait' }
        : PROPOSE,
    );
    const { yielded } = await outcomeOf(fakeWorld({ strategy, concurrency: 8 }).options);
    expect(countOf(yielded, 'trial.started')).toBe(36);
    const open = yielded.map((_, i) => runStateOf(yielded.slice(0, i + 1)).openById.size);
    expect(Math.max(...open)).toBe(4);
  });

  it.each([
    ['waits for nothing', { kind: 'wait' }, /"odd" waits while no trial is under way/u],
    ['names an unknown parent', { ...PROPOSE, parentIds: ['t99'] }, /"odd" named trial "t99"/u],
    ['names an unknown donor', { ...PROPOSE, context: ['t98'] }, /"odd" named trial "t98"/u],
    ['names no parent', { ...PROPOSE, parentIds: [] }, /"odd" asked for a trial without a parent/u],
  ] as const)('run() blames the strategy when it %s', async (_, ask, message) => {
    const strategy = asking((__, view) => (view.childCount('seed') < 3 ? PROPOSE : ask));
    const { options } = fakeWorld({ strategy, concurrency: ask.kind === 'wait' ? 1 : 4 });
    const { yielded, error } = await outcomeOf(options);
    expect(error).toBeInstanceOf(ContractError);
    expect(String(error)).toMatch(message);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
    expect(runStateOf(yielded).openById.size).toBe(0);
  });

  it('run() ends without a claim when nothing valid was found', async () => {
    const { options } = fakeWorld({ budget: { trials: 5 } });
    const proposer = {
      name: 'fruitless',
      propose: () =>
        Promise.resolve({
          kind: 'none',
          why: 'inapplicable',
          detail: '',
          operators: [],
          tokens: 0,
          usd: 0,
        } as const),
    };
    const { yielded, error } = await outcomeOf({ ...options, proposer });
    expect(error).toBeUndefined();
    expect(yielded.at(-1)).toMatchObject({ why: 'budget' });
    expect(countOf(yielded, 'claim.confirmed')).toBe(0);
  });
});
