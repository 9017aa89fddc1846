import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/lib/rng.ts';
import { plan as greedy } from '../baselines/greedy-operators.ts';
import { plan as written } from '../baselines/as-written.ts';
import { drawQuery, rename, type World } from '../workloads/queries.ts';
import { cheapestCost } from './cheapest.ts';
import { costOf } from './cost.ts';
import { tablesIn } from './plan.ts';

const a = { table: 'a' };
const b = { table: 'b' };
const world: World = {
  query: {
    tables: [
      { name: 'a', rows: 1_000 },
      { name: 'b', rows: 300_000 },
    ],
    joins: [{ a: 'a', b: 'b', estimate: 0.5 }],
  },
  truth: [1 / 300_000],
  isEstimated: true,
};

describe('costOf()', () => {
  it('counts reads and the result when memory holds the right side', () => {
    expect(costOf(world, { left: b, right: a, how: 'hash' })).toBe(3_000 + 10 + 10);
  });
  it('counts three times when it does not', () => {
    expect(costOf(world, { left: a, right: b, how: 'hash' })).toBe(3 * 3_010 + 10);
  });
  it('reads the right side for every hundred pages of the left when it is a loop', () => {
    expect(costOf(world, { left: b, right: a, how: 'loop' })).toBe(3_000 + 30 * 10 + 10);
    expect(costOf(world, { left: a, right: b, how: 'loop' })).toBe(10 + 3_000 + 10);
  });
});

describe('cheapestCost()', () => {
  it('is the best of all orders and ways when there are two tables', () => {
    expect(cheapestCost(world)).toBe(3_020);
  });
  it('is never above what a plan costs', () => {
    for (let i = 0; i < 40; i++) {
      const drawn = drawQuery({ tables: 6, shape: 'tangle', misestimate: 0 }, createRng(i));
      const best = cheapestCost(drawn);
      for (const plan of [greedy(drawn.query), written(drawn.query)]) {
        expect(costOf(drawn, plan)).toBeGreaterThanOrEqual(best);
        expect(tablesIn(plan)).toHaveLength(6);
      }
    }
  });
});

describe('rename()', () => {
  it('changes nothing but names', () => {
    const drawn = drawQuery({ tables: 7, shape: 'star', misestimate: 1 }, createRng(5));
    const renamed = rename(drawn, createRng(6));
    expect(renamed.query.tables[0].name).not.toBe(drawn.query.tables[0].name);
    expect(costOf(renamed, greedy(renamed.query))).toBe(costOf(drawn, greedy(drawn.query)));
  });
});
