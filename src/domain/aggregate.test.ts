import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../testing/factories.ts';
import {
  type Aggregation,
  metricsOfRegime,
  metricsOfWorkload,
  metricsOverall,
  numberFromSamples,
} from './aggregate.ts';
import type { WorkloadResult } from './evaluation.ts';
import type { MetricDescription, MetricValue } from './metric.ts';

const [METRIC] = problemOf().metrics;

function aggregation(overrides: Partial<MetricDescription>): Aggregation {
  if (!METRIC) throw new Error('no metric');
  const regimes = ['usual', 'busy'].map((name) => ({ name, slow: false }));
  return {
    metrics: [{ ...METRIC, ...overrides }],
    regimes: [...regimes, { name: 'odd', slow: true }],
  };
}

function results(regime: string, values: readonly MetricValue[]): WorkloadResult[] {
  return values.map((score, index) => ({ regime, index, values: { score } }));
}

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const samples = fc.array(number, { minLength: 1, maxLength: 30 });

describe('numberFromSamples()', () => {
  const of = (
    manner: MetricDescription['of'],
    direction: MetricDescription['direction'] = 'minimize',
  ) => ({ of: manner, direction });

  it('numberFromSamples() lies between the smallest and the largest sample unless it is a sum', () => {
    const manners = fc.constantFrom(
      'mean',
      'max',
      'p1',
      'p50',
      'p99',
      'tail50',
      'tail99',
    ) satisfies fc.Arbitrary<MetricDescription['of']>;
    fc.assert(
      fc.property(
        samples,
        manners,
        fc.constantFrom('minimize', 'maximize'),
        (list, manner, direction) => {
          const value = numberFromSamples(list, of(manner, direction)) ?? Number.NaN;
          expect(value).toBeGreaterThanOrEqual(Math.min(...list) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...list) + 1e-6);
        },
      ),
    );
  });

  it('numberFromSamples() does not depend on the order of the samples when it ranks them', () => {
    fc.assert(
      fc.property(samples, (list) => {
        for (const manner of ['max', 'p50', 'p99'] as const) {
          expect(numberFromSamples(list.toReversed(), of(manner))).toBe(
            numberFromSamples(list, of(manner)),
          );
        }
      }),
    );
  });

  it('numberFromSamples() knows one zero when it ranks samples', () => {
    expect(numberFromSamples([-0, 0], of('p50'))).toBe(0);
    expect(numberFromSamples([0, -0], of('p50'))).toBe(0);
  });

  it.each([
    ['p50', [4, 1, 3, 2], 2],
    ['p99', Array.from({ length: 100 }, (_, i) => i + 1), 99],
    ['p99', [7], 7],
    ['p100', [1, 2, 3], 3],
    ['p1', [3, 1, 2], 1],
    ['mean', [1, 2, 6], 3],
    ['sum', [1, 2, 6], 9],
    ['max', [-5, -2, -9], -2],
  ] as const)('numberFromSamples() gives %s of %j', (manner, list, expected) => {
    expect(numberFromSamples(list, of(manner))).toBe(expected);
  });

  it('numberFromSamples() takes the tail at the end that is worse', () => {
    const list = Array.from({ length: 10 }, (_, i) => i + 1);
    expect(numberFromSamples(list, of('tail80', 'minimize'))).toBe(9.5);
    expect(numberFromSamples(list, of('tail80', 'maximize'))).toBe(1.5);
    expect(numberFromSamples([3, 5], of('tail99', 'minimize'))).toBe(5);
  });

  it('numberFromSamples() gives nothing when there is no sample', () => {
    for (const manner of ['mean', 'sum', 'max', 'p50', 'tail50'] as const)
      expect(numberFromSamples([], of(manner))).toBeNull();
  });
});

describe('metricsOverall()', () => {
  const overall = (a: Aggregation, list: readonly WorkloadResult[]) =>
    metricsOverall(a, list)['score'];

  it('metricsOverall() gives each regime the same weight, however many workloads it has', () => {
    const list = [...results('usual', [1, 1, 1, 1, 1, 1]), ...results('busy', [5])];
    expect(overall(aggregation({ across: 'mean' }), list)).toBe(3);
  });

  it('metricsOverall() gives a slow regime no weight', () => {
    fc.assert(
      fc.property(
        samples,
        samples,
        fc.constantFrom('mean', 'worst', 'ratio'),
        (usual, odd, across) => {
          const own = results('usual', usual);
          const a = aggregation({ across });
          expect(overall(a, [...own, ...results('odd', odd)])).toBe(overall(a, own));
        },
      ),
    );
  });

  it('metricsOverall() takes the worst of all workloads, whichever way is better', () => {
    const list = [...results('usual', [3, 1]), ...results('busy', [2, 9])];
    expect(overall(aggregation({ across: 'worst', direction: 'minimize' }), list)).toBe(9);
    expect(overall(aggregation({ across: 'worst', direction: 'maximize' }), list)).toBe(1);
  });

  it('metricsOverall() takes the ratio of sums, a plain number over 1', () => {
    const list = [
      ...results('usual', [
        { top: 1, bottom: 4 },
        { top: 2, bottom: 4 },
      ]),
      ...results('busy', [3]),
    ];
    expect(overall(aggregation({ across: 'ratio' }), list)).toBe(6 / 9);
    expect(
      overall(aggregation({ across: 'ratio' }), results('usual', [{ top: 1, bottom: 0 }])),
    ).toBeNull();
  });

  it('metricsOverall() has a geometric mean that is 0 with a 0 and does not exist below 0', () => {
    const a = aggregation({ across: 'geomean' });
    expect(overall(a, results('usual', [2, 8]))).toBeCloseTo(4, 12);
    expect(overall(a, results('usual', [0, 8]))).toBe(0);
    expect(overall(a, results('usual', [-2, 8]))).toBeNull();
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), positive, (list, factor) => {
        const plain = overall(a, results('usual', list)) ?? 0;
        const scaled =
          overall(
            a,
            results(
              'usual',
              list.map((value) => factor * value),
            ),
          ) ?? 0;
        expect(scaled / (factor * plain)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('metricsOverall() leaves out what does not exist, and the regimes in which a metric is not', () => {
    const list = [...results('usual', [null, 4]), ...results('busy', [8])];
    expect(overall(aggregation({ across: 'mean' }), list)).toBe(6);
    expect(overall(aggregation({ across: 'mean', only: ['busy'] }), list)).toBe(8);
    expect(overall(aggregation({ across: 'mean' }), results('usual', [null]))).toBeNull();
    expect(overall(aggregation({ across: 'worst' }), [])).toBeNull();
  });

  it('metricsOverall() is finite or null, whatever finite numbers a program gives', () => {
    const huge = fc.double({ noNaN: true, noDefaultInfinity: true });
    const part = fc.record({ top: huge, bottom: huge });
    const manners = fc.constantFrom('mean', 'geomean', 'worst', 'ratio');
    fc.assert(
      fc.property(fc.array(fc.oneof(huge, part, fc.constant(null))), manners, (list, across) => {
        const value = overall(aggregation({ across }), results('usual', list));
        expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
    expect(overall(aggregation({ across: 'mean' }), results('usual', [1e308, 1e308]))).toBeNull();
  });
});

describe('metricsOfRegime()', () => {
  it('metricsOfRegime() looks at one regime, slow ones too', () => {
    const list = [...results('usual', [1, 3]), ...results('odd', [5, 7])];
    expect(metricsOfRegime(aggregation({}), list, 'odd')).toEqual({ score: 6 });
    expect(metricsOfRegime(aggregation({}), list, 'busy')).toEqual({ score: null });
  });
});

describe('metricsOfWorkload()', () => {
  it('metricsOfWorkload() makes a number of a ratio', () => {
    const of = (score: MetricValue) =>
      metricsOfWorkload(aggregation({}), { regime: 'usual', index: 0, values: { score } });
    expect(of({ top: 3, bottom: 4 })).toEqual({ score: 0.75 });
    expect(of({ top: 3, bottom: 0 })).toEqual({ score: null });
    expect(of(null)).toEqual({ score: null });
    expect(metricsOfWorkload(aggregation({}), { regime: 'usual', index: 0, values: {} })).toEqual({
      score: null,
    });
  });
});
