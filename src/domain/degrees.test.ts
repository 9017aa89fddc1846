import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf, validEvaluation } from '../testing/factories.ts';
import type { Constraint, ConstraintScope } from './constraint.ts';
import { constraintName, degreesOf, withDegrees } from './degrees.ts';
import type { WorkloadResult } from './evaluation.ts';
import type { Direction } from './metric.ts';
import type { ProblemDescription } from './problem.ts';

const REGIMES = [
  { name: 'usual', slow: false },
  { name: 'odd', slow: true },
];

function problem(
  constraints: readonly Constraint[],
  direction: Direction = 'maximize',
): ProblemDescription {
  const { metrics } = problemOf();
  return problemOf({
    regimes: REGIMES,
    constraints,
    metrics: metrics.map((metric) => ({ ...metric, direction })),
  });
}

function results(usual: readonly number[], odd: readonly number[] = []): WorkloadResult[] {
  const of = (regime: string) => (score: number, index: number) => ({
    regime,
    index,
    values: { score },
  });
  return [...usual.map(of('usual')), ...odd.map(of('odd'))];
}

const limit = (
  kind: 'atMost' | 'atLeast',
  at: number,
  scope: ConstraintScope = 'overall',
): Constraint => ({ kind, metric: 'score', limit: at, scope });
const floor = (by: number, scope: ConstraintScope = 'overall', than?: string): Constraint => ({
  kind: 'floor',
  metric: 'score',
  by,
  scope,
  ...(than === undefined ? {} : { than }),
});
const references = (...scores: readonly number[]) =>
  Object.fromEntries(
    scores.map((score, i) => [
      `b${i}`,
      { ...validEvaluation({ score }), perWorkload: results([score], [score]) },
    ]),
  );

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('degreesOf()', () => {
  it('degreesOf() lists a limit exactly when it is missed, as a share of the limit', () => {
    expect(degreesOf(problem([limit('atMost', 10)]), results([12]), {})).toEqual({
      'score at most 10': 0.2,
    });
    expect(degreesOf(problem([limit('atMost', 10)]), results([10]), {})).toEqual({});
    expect(degreesOf(problem([limit('atLeast', -10)]), results([-15]), {})).toEqual({
      'score at least -10': 0.5,
    });
    fc.assert(
      fc.property(number, number, (at, value) => {
        const [degree = 0] = Object.values(
          degreesOf(problem([limit('atMost', at)]), results([value]), {}),
        );
        if (value <= at) expect(degree).toBe(0);
        else if (value - at > 1e-3) expect(degree).toBeGreaterThan(0);
      }),
    );
  });

  it('degreesOf() is finite when the limit is 0 and the value is as large as can be', () => {
    const [degree = 0] = Object.values(
      degreesOf(problem([limit('atMost', 0)]), results([Number.MAX_VALUE]), {}),
    );
    expect(Number.isFinite(degree)).toBe(true);
    expect(degree).toBeGreaterThan(1e300);
  });

  it('degreesOf() grows with the miss', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (at, by) => {
          const [near = 0] = Object.values(
            degreesOf(problem([limit('atMost', at)]), results([at * (1 + by)]), {}),
          );
          const [far = 0] = Object.values(
            degreesOf(problem([limit('atMost', at)]), results([at * (1 + 2 * by)]), {}),
          );
          expect(far).toBeGreaterThan(near);
        },
      ),
    );
  });

  it.each([
    ['overall', { 'score at most 5': 0.2 }],
    ['every regime', { 'score at most 5 in usual': 0.2, 'score at most 5 in odd': 1 }],
    [{ regime: 'odd' }, { 'score at most 5 in odd': 1 }],
    ['every workload', { 'score at most 5 in usual #1': 0.6, 'score at most 5 in odd #0': 1 }],
    [{ regime: 'absent' }, {}],
  ] as const)('degreesOf() looks where the scope says: %j', (scope, expected) => {
    const degrees = degreesOf(problem([limit('atMost', 5, scope)]), results([4, 8], [10]), {});
    expect(Object.keys(degrees)).toEqual(Object.keys(expected));
    for (const [name, degree] of Object.entries(expected))
      expect(degrees[name]).toBeCloseTo(degree, 12);
  });

  it('degreesOf() sets a floor below the best baseline, or the named one, in either direction', () => {
    const known = references(10, 20);
    const up = (value: number, constraint: Constraint) =>
      Object.values(degreesOf(problem([constraint]), results([value]), known));
    expect(up(18, floor(0.1))).toEqual([]);
    expect(up(17, floor(0.1))[0]).toBeCloseTo(0.05, 12);
    expect(up(9, floor(0.1, 'overall', 'b0'))).toEqual([]);
    const down = (value: number) =>
      Object.values(degreesOf(problem([floor(0.1)], 'minimize'), results([value]), known));
    expect(down(11)).toEqual([]);
    expect(down(12)[0]).toBeCloseTo(0.1, 12);
  });

  it('degreesOf() gives slack on the right side when the baseline is negative', () => {
    const missed = (direction: Direction, value: number) =>
      Object.keys(degreesOf(problem([floor(0.1)], direction), results([value]), references(-10)))
        .length > 0;
    expect([missed('maximize', -11), missed('maximize', -11.5)]).toEqual([false, true]);
    expect([missed('minimize', -9), missed('minimize', -8.5)]).toEqual([false, true]);
  });

  it('degreesOf() is met by the baseline itself', () => {
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('minimize', 'maximize'),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (score, direction, by) => {
          const p = problem([floor(by), floor(by, 'every regime')], direction);
          expect(degreesOf(p, results([score], [score]), references(score))).toEqual({});
        },
      ),
    );
  });

  it('degreesOf() sets no floor when the baseline did not finish or there is no value', () => {
    const failed = {
      status: 'failed',
      failure: { kind: 'crash', detail: '' },
      finished: [],
    } as const;
    expect(degreesOf(problem([floor(0)]), results([-99]), { b0: failed })).toEqual({});
    expect(
      degreesOf(
        problem([floor(0)]),
        [{ regime: 'usual', index: 0, values: { score: null } }],
        references(1),
      ),
    ).toEqual({});
  });
});

describe('withDegrees()', () => {
  const p = problem([limit('atMost', 5)]);

  it('withDegrees() fills in what a valid evaluation misses', () => {
    const evaluation = { ...validEvaluation({ score: 10 }), perWorkload: results([10]) };
    expect(withDegrees(p, evaluation, {})).toEqual({
      ...evaluation,
      violationByConstraint: { 'score at most 5': 1 },
    });
  });

  it('withDegrees() leaves alone what was stopped early, is invalid or has failed', () => {
    const partial = {
      ...validEvaluation({ score: 10 }),
      perWorkload: results([10]),
      partial: true,
    } as const;
    const invalid = {
      status: 'invalid',
      metrics: { score: 10 },
      violations: [],
      perWorkload: [],
    } as const;
    for (const evaluation of [partial, invalid])
      expect(withDegrees(p, evaluation, {})).toBe(evaluation);
  });
});

describe('constraintName()', () => {
  it('constraintName() says the metric, the bound and what it is relative to', () => {
    expect(constraintName(limit('atMost', 5))).toBe('score at most 5');
    expect(constraintName(floor(0.005))).toBe('score floor best baseline 0.5%');
    expect(constraintName(floor(0, 'overall', 'plain'))).toBe('score floor plain 0%');
  });
});
