import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mean,
  meanOfEstimates,
  median,
  medianAbsoluteDeviation,
  normalCdf,
  pairedEstimate,
  quantile,
  studentQuantile975,
  wilcoxonSignedRank,
} from './stats.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 40,
});

describe('stats', () => {
  // Student 1908 / any t table: 12.706 (1), 2.571 (5), 2.228 (10), 2.042 (30).
  it.each([
    [1, 12.706],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
  ])('studentQuantile975() gives the tabulated value when freedom is %i', (freedom, value) => {
    expect(studentQuantile975(freedom)).toBeCloseTo(value, 3);
  });

  it('normalCdf() gives the tabulated values', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 6);
    expect(normalCdf(1.96)).toBeCloseTo(0.975, 4);
    expect(normalCdf(-1.96)).toBeCloseTo(0.025, 4);
  });

  // Wilcoxon's exact tables: n = 5 all of one sign gives 2/32; n = 8 with the smaller rank sum 3 gives 10/256.
  it('wilcoxonSignedRank() gives exact values when there are few differences', () => {
    expect(wilcoxonSignedRank([1, 2, 3, 4, 5])).toBeCloseTo(2 / 32, 10);
    expect(wilcoxonSignedRank([-3, 1, 2, 4, 5, 6, 7, 8].map((d) => d))).toBeCloseTo(10 / 256, 10);
    expect(wilcoxonSignedRank([0, 0])).toBe(1);
  });

  it('quantile() lies between the extremes and is monotone in q', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        expect(quantile(values, q)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(quantile(values, q)).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values, q / 2)).toBeLessThanOrEqual(quantile(values, q));
      }),
    );
  });

  it('median() and medianAbsoluteDeviation() do not change when the order does', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(median(values.toReversed())).toBe(median(values));
        expect(medianAbsoluteDeviation(values.toReversed())).toBe(medianAbsoluteDeviation(values));
      }),
    );
  });

  it('pairedEstimate() has an interval that holds the mean and is empty when n is 1', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { lo, hi, n, mean: m } = pairedEstimate(values);
        expect(m).toBe(mean(values));
        expect(lo).toBeLessThanOrEqual(m);
        expect(hi).toBeGreaterThanOrEqual(m);
        expect(n).toBe(values.length);
      }),
    );
    expect(pairedEstimate([3])).toMatchObject({ lo: 3, hi: 3, n: 1 });
  });

  // mean 2, sd 1, se 1/sqrt(3), t(2) = 4.3027
  it('pairedEstimate() gives the textbook interval when given 1, 2, 3', () => {
    expect(pairedEstimate([1, 2, 3]).hi).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 3);
  });

  it('meanOfEstimates() has a smaller error than its parts when they are alike', () => {
    const one = pairedEstimate([1, 2, 3, 4]);
    const four = meanOfEstimates([one, one, one, one]);
    expect(four.mean).toBe(one.mean);
    expect(four.standardError).toBeCloseTo(one.standardError / 2, 10);
    expect(four.hi - four.lo).toBeLessThan(one.hi - one.lo);
  });
});
