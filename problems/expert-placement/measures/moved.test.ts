import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedShare } from './moved.ts';

const machines = { gpus: 2, slotsPerGpu: 3 };

describe('movedShare()', () => {
  it('is nothing when the same experts only change slots within their GPU', () => {
    expect(movedShare([0, 1, 2, 3, 4, 0], [2, 0, 1, 0, 4, 3], machines)).toBe(0);
  });

  it('counts a copy when a GPU gets an expert that it did not hold', () => {
    expect(movedShare([0, 1, 2, 3, 4, 0], [0, 1, 3, 3, 4, 0], machines)).toBeCloseTo(1 / 6, 12);
  });

  it('counts a second replica when the GPU held only one', () => {
    expect(movedShare([0, 1, 2, 3, 4, 0], [0, 0, 2, 3, 4, 0], machines)).toBeCloseTo(1 / 6, 12);
  });

  it('is the same in both directions and a share when placements are arbitrary', () => {
    const placement = fc.array(fc.nat({ max: 5 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(placement, placement, (a, b) => {
        const moved = movedShare(a, b, machines);
        expect(moved).toBe(movedShare(b, a, machines));
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(1);
        expect(movedShare(a, a, machines)).toBe(0);
      }),
    );
  });
});
