import { describe, expect, it } from 'vitest';
import { createRng } from '../../lib/rng.ts';
import { chooseOperator } from './choose-operator.ts';
import type { Operator } from './operators/operator.ts';
import { drawStepCount } from './step-count.ts';

const operators = ['a', 'b', 'c', 'd'].map(
  (name): Operator => ({ name, simplifies: false, edit: () => undefined }),
);

function sharesWith(credit: Parameters<typeof chooseOperator>[1]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let i = 0; i < 2_000; i++) {
    const { name } = chooseOperator(operators, credit, createRng(i));
    counts[name] = (counts[name] ?? 0) + 1 / 2_000;
  }
  return counts;
}

describe('chooseOperator()', () => {
  it('chooseOperator() gives all about the same share when nothing is known', () => {
    for (const share of Object.values(sharesWith({}))) expect(share).toBeCloseTo(0.25, 1);
  });

  it('chooseOperator() prefers what succeeds and keeps a floor for what does not', () => {
    const failing = { successes: 0, failures: 90 };
    const shares = sharesWith({
      a: { successes: 40, failures: 40 },
      b: failing,
      c: failing,
      d: failing,
    });
    expect(shares['a']).toBeGreaterThan(0.7);
    expect(shares['b']).toBeGreaterThan(0.04);
  });
});

describe('drawStepCount()', () => {
  it('drawStepCount() is mostly 1, often 2, seldom up to 5', () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 4_000; i++) {
      const steps = drawStepCount(createRng(i));
      counts[steps] = (counts[steps] ?? 0) + 1 / 4_000;
    }
    expect(counts[1]).toBeCloseTo(0.75, 1);
    expect(counts[2]).toBeCloseTo(0.2, 1);
    expect((counts[3] ?? 0) > (counts[5] ?? 0) && (counts[5] ?? 0) > 0).toBe(true);
  });
});
