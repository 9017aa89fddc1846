import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBeta } from './beta.ts';
import { createRng } from './rng.ts';
import { mean, sampleSd } from './stats.ts';

describe('drawBeta()', () => {
  it('drawBeta() has the mean and the spread of the distribution', () => {
    const shape = fc.double({ min: 0.2, max: 200, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.integer(), (a, b, seed) => {
        const rng = createRng(seed);
        const draws = Array.from({ length: 4_000 }, () => drawBeta(rng, a, b));
        const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
        expect(draws.every((draw) => draw >= 0 && draw <= 1)).toBe(true);
        expect(Math.abs(mean(draws) - a / (a + b))).toBeLessThan((6 * sd) / Math.sqrt(4_000));
        expect(sampleSd(draws) / sd).toBeGreaterThan(0.8);
        expect(sampleSd(draws) / sd).toBeLessThan(1.2);
      }),
      { numRuns: 40 },
    );
  });

  it('drawBeta() throws when a shape is not above 0', () => {
    expect(() => drawBeta(createRng(1), 0, 1)).toThrow(RangeError);
    expect(() => drawBeta(createRng(1), 1, Number.NaN)).toThrow(RangeError);
  });
});
