import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, sampleSd } from './stats.ts';
import { createRng, pick, pickWeighted, type Rng } from './rng.ts';

const draws = (rng: Rng, count: number): number[] =>
  Array.from({ length: count }, () => rng.next());

describe('createRng()', () => {
  it('createRng() gives the same stream for the same origin, another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(draws(createRng(a), 5)).toEqual(draws(createRng(a), 5));
        if (a !== b) expect(draws(createRng(a), 5)).not.toEqual(draws(createRng(b), 5));
      }),
    );
  });

  it('next() is uniform in [0, 1)', () => {
    const values = draws(createRng(7), 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    for (let i = 0; i < 10; i++) {
      const share =
        values.filter((value) => value >= i / 10 && value < (i + 1) / 10).length / values.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
    }
  });

  it('int() gives every integer between its ends and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 5 }),
        (lo, width) => {
          const rng = createRng(`${lo}/${width}`);
          const seen = new Set(Array.from({ length: 200 }, () => rng.int(lo, lo + width)));
          expect([...seen].toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: width + 1 }, (_, i) => lo + i),
          );
        },
      ),
    );
  });

  it('normal() has mean 0, deviation 1 and no value that is not finite', () => {
    const rng = createRng('normal');
    const values = Array.from({ length: 20_000 }, () => rng.normal());
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean(values))).toBeLessThan(0.03);
    expect(Math.abs(sampleSd(values) - 1)).toBeLessThan(0.03);
  });

  it('fork() does not depend on what was drawn before, and not on other forks', () => {
    const used = createRng('a');
    draws(used, 17);
    used.fork('other');
    expect(draws(used.fork('b'), 5)).toEqual(draws(createRng('a').fork('b'), 5));
    expect(used.fork('b').seed).toBe(createRng('a').fork('b').seed);
  });

  it('fork() gives streams that differ from each other and from their origin', () => {
    const origin = createRng('a');
    const streams = [
      origin,
      ...Array.from({ length: 500 }, (_, i) => origin.fork(String(i))),
      origin.fork('0').fork('0'),
    ];
    expect(new Set(streams.map((rng) => rng.next())).size).toBe(streams.length);
    expect(new Set(streams.map(({ seed }) => seed)).size).toBe(streams.length);
  });
});

describe('pick()', () => {
  it('pick() gives each item as often as the others', () => {
    const rng = createRng('pick');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const item = pick(rng, ['a', 'b', 'c']);
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    for (const item of ['a', 'b', 'c'])
      expect(Math.abs((counts.get(item) ?? 0) - 2000)).toBeLessThan(200);
  });

  it('pick() refuses an empty list', () => {
    expect(() => pick(createRng(1), [])).toThrow(RangeError);
  });
});

describe('pickWeighted()', () => {
  it('pickWeighted() draws in proportion to the weights, and never what weighs nothing', () => {
    const rng = createRng('weights');
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i++) {
      const index = pickWeighted(rng, [1, 0, 3, 0]);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect([counts[1], counts[3]]).toEqual([0, 0]);
    expect(Math.abs((counts[0] ?? 0) - 2000)).toBeLessThan(200);
  });

  it('pickWeighted() gives an index that weighs something, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e300, noNaN: true }), { minLength: 1 }),
        fc.string(),
        (weights, seed) => {
          const index = pickWeighted(createRng(seed), weights);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(weights.length);
          if (weights.some((weight) => weight > 0)) expect(weights[index]).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('pickWeighted() is uniform when nothing weighs anything, and refuses an empty list', () => {
    const rng = createRng('none');
    const seen = new Set(Array.from({ length: 100 }, () => pickWeighted(rng, [0, 0, 0])));
    expect(seen).toEqual(new Set([0, 1, 2]));
    expect(() => pickWeighted(rng, [])).toThrow(RangeError);
  });
});
