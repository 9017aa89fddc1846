import { describe, expect, it } from 'vitest';
import type { View } from '../contracts/strategy.ts';
import { createRng } from '../lib/rng.ts';
import { trialOf, type TrialFacts, viewOf } from '../testing/factories.ts';
import { strategyLaws } from '../testing/strategy-contract.ts';
import { pool, type PoolOptions, weightsOf } from './pool.ts';

const OPTIONS: PoolOptions = { size: 40, explore: 0.12, simplify: 0.05, steepness: 10 };

/** A pool that was told these children of the seed program. */
function toldPool(children: readonly TrialFacts[], options: Partial<PoolOptions> = {}) {
  const trials = [trialOf({ id: 'seed', score: 0, signature: 'seed' })];
  const pendingByParent = new Map<string, number>();
  const view = viewOf(trials, { pendingByParent });
  const strategy = pool({ ...OPTIONS, ...options });
  let state = strategy.init(trials, view);
  for (const facts of children) {
    trials.push(trialOf(facts));
    state = strategy.tell(
      state,
      { kind: 'trial', trialId: facts.id, parentIds: ['seed'], mode: 'refine' },
      view,
    );
  }
  return { strategy, state, view, pendingByParent };
}

/** Children of the seed program with the scores 1, 2, …, count. */
function climbing(count: number): TrialFacts[] {
  return Array.from({ length: count }, (_, i) => ({ id: `t${i + 1}`, score: i + 1 }));
}

function weights(view: View, ids: readonly string[]): readonly number[] {
  return weightsOf(ids, view, OPTIONS.steepness);
}

describe('pool()', () => {
  for (const size of [1, 3, 40]) {
    const laws = strategyLaws(() => pool({ ...OPTIONS, size }));
    for (const { name, skip, run } of laws) {
      it.skipIf(skip !== undefined)(`${name} (size ${size})`, run);
    }
  }

  it('pool() keeps the best when it is full, best first', () => {
    const { state } = toldPool(climbing(10), { size: 3 });
    expect(state.members).toEqual(['t10', 't9', 't8']);
  });

  it('pool() keeps one member for each behaviour, the smaller program', () => {
    const first = { id: 't1', score: 3, signature: 'a', size: 80 };
    const again = { id: 't2', score: 3, signature: 'a', sameAs: 't1' };
    expect(toldPool([first, { ...again, size: 90 }]).state.members).toEqual(['t1', 'seed']);
    expect(toldPool([first, { ...again, size: 70 }]).state.members).toEqual(['t2', 'seed']);
  });

  it('pool() does not let in what was stopped early when it has no member of that behaviour', () => {
    const stopped = { id: 't9', sameAs: 'lost', signature: 'lost', score: 999, size: 1 };
    const { state } = toldPool([...climbing(3), stopped]);
    expect(state.members).toEqual(['t3', 't2', 't1', 'seed']);
  });

  it('pool() spreads parallel asks when nothing has finished', () => {
    const children = climbing(6).map((facts) => ({ ...facts, score: 5 }));
    const { strategy, state, view, pendingByParent } = toldPool(children);
    const asked = new Map<string, number>();
    for (let i = 0; i < 300; i++) {
      const ask = strategy.ask(state, view, createRng(i));
      const parent = ask.kind === 'propose' ? (ask.parentIds[0] ?? '') : '';
      asked.set(parent, (asked.get(parent) ?? 0) + 1);
      pendingByParent.set(parent, (pendingByParent.get(parent) ?? 0) + 1);
    }
    const counts = [...asked.values()];
    expect(counts.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...counts.filter((_, i) => i > 0))).toBeLessThan(100);
  });

  it('pool() simplifies the best member when its share says always', () => {
    const { strategy, state, view } = toldPool(climbing(3), { simplify: 1 });
    expect(strategy.ask(state, view, createRng(1))).toMatchObject({
      parentIds: ['t3'],
      mode: 'simplify',
    });
  });

  it('pool() gives donors that differ from the parent and from each other', () => {
    const { strategy, state, view } = toldPool(climbing(5), { simplify: 0 });
    for (let i = 0; i < 50; i++) {
      const ask = strategy.ask(state, view, createRng(i));
      if (ask.kind !== 'propose') throw new Error(ask.kind);
      expect(new Set([...ask.parentIds, ...ask.context]).size).toBe(3);
    }
  });

  it('pool() tunes most often when tuning won and structure lost', () => {
    const trials = [trialOf({ id: 'seed', score: 0 })];
    const view = viewOf(trials);
    const strategy = pool(OPTIONS);
    let state = strategy.init(trials, view);
    for (let i = 1; i <= 20; i++) {
      const mode = i % 2 === 0 ? 'tune' : 'refine';
      const facts = { id: `t${i}`, score: mode === 'tune' ? i : -i, parentIds: ['seed'] };
      trials.push(trialOf(facts));
      const told = { kind: 'trial', trialId: facts.id, parentIds: ['seed'], mode } as const;
      state = strategy.tell(state, told, view);
    }
    const modes = Array.from({ length: 200 }, (_, i) => strategy.ask(state, view, createRng(i)))
      .map((ask) => (ask.kind === 'propose' ? ask.mode : ask.kind))
      .filter((mode) => mode !== 'simplify');
    const tuned = modes.filter((mode) => mode === 'tune').length;
    expect(tuned / modes.length).toBeGreaterThan(0.7);
    expect(tuned).toBeLessThan(modes.length);
  });

  it('pool() asks for the seed program when its trial is not valid', () => {
    const trials = [trialOf({ id: 'seed', status: 'failed' })];
    const view = viewOf(trials);
    const strategy = pool(OPTIONS);
    const ask = strategy.ask(strategy.init(trials, view), view, createRng(1));
    expect(ask).toMatchObject({ parentIds: ['seed'] });
  });
});

describe('weightsOf()', () => {
  it('weightsOf() falls with visits and with children under way', () => {
    const trials = [trialOf({ id: 'seed' })];
    const pendingByParent = new Map([['seed', 1]]);
    const rejectedByParent = new Map([['seed', 2]]);
    const [visited = 0] = weights(viewOf(trials, { pendingByParent, rejectedByParent }), ['seed']);
    const [fresh = 0] = weights(viewOf(trials), ['seed']);
    expect(visited).toBeCloseTo(fresh / 4, 12);
  });

  it('weightsOf() prefers a feasible member when all feasible scores are equal', () => {
    const trials = [
      trialOf({ id: 'seed', score: 1 }),
      trialOf({ id: 't1', score: 900, violation: 0.5, parentIds: [] }),
      trialOf({ id: 't2', score: 900, violation: 2, parentIds: [] }),
    ];
    const [feasible = 0, near = 0, far = 0] = weights(viewOf(trials), ['seed', 't1', 't2']);
    expect(feasible).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(far);
  });

  it('weightsOf() is finite and prefers who has a score when others have none', () => {
    const trials = [
      trialOf({ id: 'seed', score: 1 }),
      trialOf({ id: 't1', score: null, parentIds: [] }),
      trialOf({ id: 't2', score: 2, parentIds: [] }),
      trialOf({ id: 't3', score: null, parentIds: [] }),
    ];
    const found = weights(viewOf(trials), ['t2', 'seed', 't1', 't3']);
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found.toSorted((a, b) => b - a)).toEqual(found);
    expect(found[1]).toBeGreaterThan(found[2] ?? 0);
  });

  it('weightsOf() is the same when the scores are scaled and moved, infeasible members among them', () => {
    const weighed = (change: (score: number) => number) => {
      const trials = [3, 5, 8, 13].map((score, i) =>
        trialOf({
          id: `t${i}`,
          score: change(score),
          parentIds: [],
          violation: i % 2 === 0 ? 0 : i / 4,
        }),
      );
      // A weak preference, so that no weight is as good as 0.
      return weightsOf(
        trials.map(({ id }) => id),
        viewOf(trials),
        0.1,
      );
    };
    const plain = weighed((score) => score);
    expect(new Set(plain).size).toBe(4);
    expect(weighed((score) => 64 * score - 4096)).toEqual(plain);
    expect(weighed((score) => score / 64)).toEqual(plain);
  });

  it('weightsOf() is not taken over by one very large score', () => {
    const trials = [
      ...[1, 2, 3, 4].map((score) => trialOf({ id: `t${score}`, score, parentIds: [] })),
      trialOf({ id: 't5', score: 1e12, parentIds: [] }),
    ];
    const [huge = 0, good = 0] = weights(viewOf(trials), ['t5', 't4', 't3', 't2', 't1']);
    expect(huge).toBeLessThan(1.01 * good);
  });
});
