import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { start as bestFit } from '../baselines/best-fit.ts';
import { fewestBins } from './fewest-bins.ts';
import { fill } from './fill.ts';

const items = fc.record({
  capacity: fc.constant(100),
  sizes: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 60 }),
});

describe('fewestBins()', () => {
  it('fewestBins() counts the large items when no two of them fit', () => {
    expect(fewestBins({ capacity: 10, sizes: [6, 6, 6] })).toBe(3);
  });

  it('fewestBins() counts what lies beside large items when it does not fit there', () => {
    expect(fewestBins({ capacity: 10, sizes: [7, 7, 4, 4, 4] })).toBe(4);
  });

  it('fewestBins() is never above what a packing needs when items are any', () => {
    fc.assert(
      fc.property(items, (workload) => {
        const pack = bestFit({ capacity: workload.capacity });
        const bins = workload.sizes.map((size) => pack({ size }).bin);
        const { levels, skipped } = fill(workload, bins);
        expect(skipped).toBeUndefined();
        expect(Math.max(...levels)).toBeLessThanOrEqual(workload.capacity);
        expect(fewestBins(workload)).toBeLessThanOrEqual(levels.length);
        expect(fewestBins(workload)).toBeGreaterThanOrEqual(
          Math.ceil(workload.sizes.reduce((sum, size) => sum + size, 0) / workload.capacity),
        );
      }),
    );
  });
});

describe('fill()', () => {
  it('fill() names the item when its bin was not the next to be opened', () => {
    expect(fill({ capacity: 10, sizes: [1, 2, 3] }, [0, 2, 1])).toEqual({
      levels: [1],
      skipped: 1,
    });
  });

  it('fill() adds up what lies in a bin when several items do', () => {
    expect(fill({ capacity: 10, sizes: [1, 2, 3] }, [0, 1, 0]).levels).toEqual([4, 2]);
  });
});
