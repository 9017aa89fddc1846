import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from './evaluation.ts';
import { problemOf } from '../testing/factories.ts';
import type { ProblemDescription } from './problem.ts';
import { compareRanks, rankOf, type Rank } from './rank.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

function problem(directions: readonly ('minimize' | 'maximize')[]): ProblemDescription {
  const [metric] = problemOf().metrics;
  if (!metric) throw new Error('no metric');
  return problemOf({
    metrics: directions.map((direction, i) => ({ ...metric, name: `m${i}`, direction })),
    objectives: { kind: 'lexicographic', metrics: directions.map((_, i) => `m${i}`) },
  });
}

const directions = fc.array(fc.constantFrom('minimize' as const, 'maximize' as const), {
  minLength: 1,
  maxLength: 3,
});
/** Everything that a broken judge could give, too: no number, not a number, nothing at all. */
const anyNumber = fc.oneof(number, fc.double(), fc.constant(null));
const metrics = fc.record({ m0: anyNumber, m1: anyNumber, m2: anyNumber }, { requiredKeys: [] });
const valid: fc.Arbitrary<Extract<Evaluation, { status: 'valid' }>> = fc.record({
  status: fc.constant('valid' as const),
  metrics,
  violationByConstraint: fc.dictionary(
    fc.string(),
    fc.oneof(fc.double({ min: 0 }), fc.constant(Number.NaN)),
  ),
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
        const [x, y, z]: [Rank, Rank, Rank] = [rankOf(p, a), rankOf(p, b), rankOf(p, c)];
        expect(Math.sign(compareRanks(x, y))).toBe(0 - Math.sign(compareRanks(y, x)) + 0);
        if (compareRanks(x, y) <= 0 && compareRanks(y, z) <= 0) {
          expect(compareRanks(x, z)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it.each([null, undefined, Number.NaN, Infinity, -Infinity])(
    'compareRanks() puts a trial whose objective is %s behind every trial that has one',
    (value) => {
      fc.assert(
        fc.property(directions, number, (ds, m0) => {
          const p = problem(ds);
          const of = (given: number | null | undefined): Evaluation => ({
            status: 'valid',
            metrics: given === undefined ? {} : { m0: given },
            violationByConstraint: {},
            signature: 's',
            perWorkload: [],
          });
          expect(compareRanks(rankOf(p, of(m0)), rankOf(p, of(value)))).toBeLessThan(0);
          expect(compareRanks(rankOf(p, of(value)), rankOf(p, of(m0)))).toBeGreaterThan(0);
        }),
      );
    },
  );

  it('compareRanks() puts an infeasible trial behind every feasible one, before every invalid one', () => {
    const missing = fc
      .tuple(valid, fc.double({ min: 1e-9, noNaN: true }))
      .map(([evaluation, degree]) => ({ ...evaluation, violationByConstraint: { c: degree } }));
    const feasible = valid.map((evaluation) => ({ ...evaluation, violationByConstraint: {} }));
    fc.assert(
      fc.property(directions, feasible, missing, notValid, (ds, good, infeasible, bad) => {
        const p = problem(ds);
        expect(compareRanks(rankOf(p, good), rankOf(p, infeasible))).toBeLessThan(0);
        expect(compareRanks(rankOf(p, infeasible), rankOf(p, bad))).toBeLessThan(0);
      }),
    );
  });

  it('compareRanks() orders the same when all scores are scaled and moved, and when signs and directions are turned', () => {
    const at = (m0: number): Evaluation => ({
      status: 'valid',
      metrics: { m0 },
      violationByConstraint: {},
      signature: 's',
      perWorkload: [],
    });
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer(),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer(),
        (x, y, a, b) => {
          const order = (p: ProblemDescription, change: (value: number) => number) =>
            compareRanks(rankOf(p, at(change(x))), rankOf(p, at(change(y))));
          const plain = order(problem(['maximize']), (value) => value);
          expect(order(problem(['maximize']), (value) => a * value + b)).toBe(plain);
          expect(order(problem(['minimize']), (value) => -value)).toBe(plain);
        },
      ),
    );
  });

  it('compareRanks() puts a trial whose miss is not a number behind every trial that misses by a number', () => {
    fc.assert(
      fc.property(
        directions,
        valid,
        fc.double({ min: 0, max: 1e300, noNaN: true }),
        (ds, evaluation, degree) => {
          const p = problem(ds);
          const missing = (c: number) => rankOf(p, { ...evaluation, violationByConstraint: { c } });
          expect(compareRanks(missing(degree), missing(Number.NaN))).toBeLessThan(0);
        },
      ),
    );
  });

  it('compareRanks() looks at a further objective only when those before are equal', () => {
    const p = problem(['maximize', 'minimize']);
    const at = (m0: number, m1: number): Evaluation => ({
      status: 'valid',
      metrics: { m0, m1 },
      violationByConstraint: {},
      signature: 's',
      perWorkload: [],
    });
    expect(compareRanks(rankOf(p, at(1, 5)), rankOf(p, at(1, 6)))).toBeLessThan(0);
    expect(compareRanks(rankOf(p, at(2, 6)), rankOf(p, at(1, 5)))).toBeLessThan(0);
    expect(compareRanks(rankOf(p, at(1, 5)), rankOf(p, at(1, 5)))).toBe(0);
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
