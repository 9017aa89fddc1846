import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from './evaluation.ts';
import type { ProblemDescription } from './problem.ts';
import { compareRanks, rankOf, type Rank } from './rank.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

function problem(directions: readonly ('minimize' | 'maximize')[]): ProblemDescription {
  return {
    name: 'p',
    summary: '',
    entry: 'solve',
    kind: 'function',
    inputSchema: {},
    outputSchema: {},
    limits: { callMs: 1, workloadMs: 1, memoryMiB: 1, outputBytes: 1 },
    regimes: [{ name: 'r', slow: false }],
    counts: { search: 1, selection: 1, holdout: 1 },
    metrics: directions.map((direction, i) => ({
      name: `m${i}`,
      direction,
      unit: 'ms',
      of: 'mean',
      across: 'mean',
      minEffect: 0.01,
      readsUsage: false,
      readsWall: false,
    })),
    objectives: { kind: 'lexicographic', metrics: directions.map((_, i) => `m${i}`) },
    constraints: [],
    invariants: [],
    relations: [],
    seedProgram: { language: 'javascript', main: 'a.js', files: {} },
    baselines: [],
    problemHash: '',
  };
}

const directions = fc.array(fc.constantFrom('minimize' as const, 'maximize' as const), {
  minLength: 1,
  maxLength: 3,
});
const metrics = fc.tuple(number, number, number).map(([m0, m1, m2]) => ({ m0, m1, m2 }));
const valid: fc.Arbitrary<Evaluation> = fc.record({
  status: fc.constant('valid' as const),
  metrics,
  violationByConstraint: fc.dictionary(fc.string(), fc.double({ min: 0, max: 1e6, noNaN: true })),
  signature: fc.string(),
  perWorkload: fc.constant([]),
});
const notValid: fc.Arbitrary<Evaluation> = fc.oneof(
  fc.record({
    status: fc.constant('invalid' as const),
    metrics,
    violations: fc.constant([]),
    perWorkload: fc.constant([]),
  }),
  fc.record({
    status: fc.constant('failed' as const),
    failure: fc.record({ kind: fc.constant('crash' as const), detail: fc.string() }),
    finished: fc.constant([]),
  }),
);
const anyEvaluation = fc.oneof(valid, notValid);

describe('compareRanks()', () => {
  it('compareRanks() never puts a failed or invalid trial before a valid one, for any direction and sign', () => {
    fc.assert(
      fc.property(directions, valid, notValid, (ds, good, bad) => {
        const p = problem(ds);
        expect(compareRanks(rankOf(p, good), rankOf(p, bad))).toBeLessThan(0);
        expect(compareRanks(rankOf(p, bad), rankOf(p, good))).toBeGreaterThan(0);
      }),
    );
  });

  it('compareRanks() is antisymmetric and transitive when given any three evaluations', () => {
    fc.assert(
      fc.property(directions, anyEvaluation, anyEvaluation, anyEvaluation, (ds, a, b, c) => {
        const p = problem(ds);
        const [x, y, z] = [rankOf(p, a), rankOf(p, b), rankOf(p, c)] as [Rank, Rank, Rank];
        expect(Math.sign(compareRanks(x, y))).toBe(0 - Math.sign(compareRanks(y, x)) + 0);
        if (compareRanks(x, y) <= 0 && compareRanks(y, z) <= 0) {
          expect(compareRanks(x, z)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('compareRanks() prefers the better value of the first objective when both are feasible', () => {
    const at = (m0: number): Evaluation => ({
      status: 'valid',
      metrics: { m0 },
      violationByConstraint: {},
      signature: 's',
      perWorkload: [],
    });
    const down = problem(['minimize']);
    const up = problem(['maximize']);
    expect(compareRanks(rankOf(down, at(-2)), rankOf(down, at(3)))).toBeLessThan(0);
    expect(compareRanks(rankOf(up, at(-2)), rankOf(up, at(3)))).toBeGreaterThan(0);
  });

  it('compareRanks() puts a feasible trial before a better one that misses a constraint', () => {
    const p = problem(['maximize']);
    const at = (m0: number, degree: number): Evaluation => ({
      status: 'valid',
      metrics: { m0 },
      violationByConstraint: { floor: degree },
      signature: 's',
      perWorkload: [],
    });
    expect(compareRanks(rankOf(p, at(1, 0)), rankOf(p, at(100, 0.01)))).toBeLessThan(0);
  });
});
