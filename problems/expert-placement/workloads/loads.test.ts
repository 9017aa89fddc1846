import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/lib/rng.ts';
import { DECISIONS, type LoadParams, makeLoads, PAST_WINDOWS } from './loads.ts';

const still: LoadParams = {
  experts: 32,
  gpus: 8,
  spare: 0.25,
  skew: 0.8,
  drift: 0,
  together: 0,
  daily: 0,
  bursts: 0,
  jitter: 0,
  topics: 'one',
  hot: 'none',
};
const params: fc.Arbitrary<LoadParams> = fc.record({
  experts: fc.constantFrom(16, 32, 64),
  gpus: fc.constantFrom(8, 16),
  spare: fc.double({ min: 0, max: 1, noNaN: true }),
  skew: fc.double({ min: 0, max: 1.6, noNaN: true }),
  drift: fc.double({ min: 0, max: 0.4, noNaN: true }),
  together: fc.double({ min: 0, max: 1, noNaN: true }),
  daily: fc.double({ min: 0, max: 1.4, noNaN: true }),
  bursts: fc.double({ min: 0, max: 0.05, noNaN: true }),
  jitter: fc.double({ min: 0, max: 0.4, noNaN: true }),
  topics: fc.constantFrom('one', 'switching', 'switched just now'),
  hot: fc.constantFrom('none', 'one'),
});

describe('makeLoads()', () => {
  it('gives the same workload when it gets the same parameters and stream', () => {
    fc.assert(
      fc.property(params, fc.string(), (chosen, seed) => {
        expect(makeLoads(chosen, createRng(seed))).toEqual(makeLoads(chosen, createRng(seed)));
      }),
      { numRuns: 20 },
    );
  });

  it('gives whole tokens for every expert and a slot for each of them when parameters vary', () => {
    fc.assert(
      fc.property(params, fc.nat(), (chosen, seed) => {
        const { past, next, previous, slotsPerGpu } = makeLoads(chosen, createRng(seed));
        expect([past.length, next.length]).toEqual([PAST_WINDOWS, DECISIONS]);
        for (const window of [...past, ...next]) {
          expect(window).toHaveLength(chosen.experts);
          expect(window.every((tokens) => Number.isSafeInteger(tokens) && tokens >= 0)).toBe(true);
        }
        expect(previous).toHaveLength(chosen.gpus * slotsPerGpu);
        expect(new Set(previous).size).toBe(chosen.experts);
      }),
      { numRuns: 20 },
    );
  });

  it('gives other loads when the stream is another', () => {
    expect(makeLoads(still, createRng(1)).past).not.toEqual(makeLoads(still, createRng(2)).past);
  });

  it('stands still but for counting noise when nothing moves', () => {
    const { past, next } = makeLoads(still, createRng(3));
    expect(change(past[0], next[0])).toBeLessThan(0.06);
  });

  it.each([
    ['drift', { drift: 0.3 }],
    ['bursts', { bursts: 0.05 }],
    ['jitter', { jitter: 0.3 }],
    ['a daily wave', { daily: 1 }],
  ])('moves from one window to the next when there is %s', (_, moving) => {
    const { past } = makeLoads({ ...still, ...moving }, createRng(4));
    expect(change(past[8], past[11])).toBeGreaterThan(0.08);
  });

  it('comes back to the same hour of the next day when there is only a daily wave', () => {
    const { past } = makeLoads({ ...still, daily: 1 }, createRng(5));
    expect(change(past[3], past[11])).toBeLessThan(0.06);
    expect(change(past[3], past[7])).toBeGreaterThan(0.3);
  });

  it('breaks with the past in the last past window when topics switched just now', () => {
    const { past, next } = makeLoads({ ...still, topics: 'switched just now' }, createRng(6));
    expect(change(past[PAST_WINDOWS - 3], past[PAST_WINDOWS - 2])).toBeLessThan(0.06);
    expect(change(past[PAST_WINDOWS - 2], past[PAST_WINDOWS - 1])).toBeGreaterThan(0.3);
    expect(change(past[PAST_WINDOWS - 1], next[DECISIONS - 1])).toBeLessThan(0.06);
  });

  it('moves the experts of a group alike when they wander together', () => {
    const rises = (together: number): number[] => {
      const { past } = makeLoads({ ...still, skew: 0, drift: 0.3, together }, createRng(7));
      return past[0].map((load, e) => Math.log((past[6][e] + 1) / (load + 1)));
    };
    const kinds = (values: readonly number[]): number =>
      new Set(values.map((value) => Math.round(2 * value))).size;
    expect(kinds(rises(1))).toBeLessThan(kinds(rises(0)));
  });

  it('gives one expert the load of two GPUs when there is a hot one', () => {
    const { past } = makeLoads({ ...still, hot: 'one' }, createRng(8));
    const share = Math.max(...past[0]) / past[0].reduce((sum, load) => sum + load, 0);
    expect(share).toBeCloseTo(2 / still.gpus, 1);
  });
});

/** The share of all tokens that went to another expert. */
function change(a: readonly number[], b: readonly number[]): number {
  const total = a.reduce((sum, load) => sum + load, 0);
  return a.reduce((sum, load, e) => sum + Math.abs(load - b[e]), 0) / (2 * total);
}
