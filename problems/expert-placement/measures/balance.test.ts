import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceOn, bestBalance, type Machines } from './balance.ts';

/** Machines, loads and a placement in which every expert has a slot. */
const situation = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([gpus, slotsPerGpu]) => {
    const slots = gpus * slotsPerGpu;
    return fc.integer({ min: 1, max: slots }).chain((experts) =>
      fc.record({
        machines: fc.constant<Machines>({ gpus, slotsPerGpu }),
        loads: fc.array(fc.nat({ max: 1000 }), { minLength: experts, maxLength: experts }),
        placement: fc
          .array(fc.nat({ max: experts - 1 }), {
            minLength: slots - experts,
            maxLength: slots - experts,
          })
          .chain((spare) => {
            const all = [...Array.from({ length: experts }, (_, e) => e), ...spare];
            return fc.shuffledSubarray(all, { minLength: slots, maxLength: slots });
          }),
      }),
    );
  });

describe('balanceOn()', () => {
  it('gives the mean over the fullest when loads differ', () => {
    const machines = { gpus: 2, slotsPerGpu: 2 };
    expect(balanceOn([30, 10, 20], [0, 1, 2, 0], machines)).toBeCloseTo(30 / 35, 12);
  });

  it('counts two replicas on one GPU as two shares when they stand together', () => {
    const machines = { gpus: 2, slotsPerGpu: 2 };
    expect(balanceOn([40, 0, 0], [0, 0, 1, 2], machines)).toBe(0.5);
  });

  it('is one when nobody asks for anything', () => {
    expect(balanceOn([0, 0], [0, 1], { gpus: 2, slotsPerGpu: 1 })).toBe(1);
  });

  it('stays between one GPU full and all even when the placement is valid', () => {
    fc.assert(
      fc.property(situation, ({ machines, loads, placement }) => {
        const balance = balanceOn(loads, placement, machines);
        expect(balance).toBeGreaterThanOrEqual(1 / machines.gpus - 1e-12);
        expect(balance).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('bestBalance()', () => {
  it('is never below what a placement reaches when every expert has a slot', () => {
    fc.assert(
      fc.property(situation, ({ machines, loads, placement }) => {
        const reached = balanceOn(loads, placement, machines);
        expect(bestBalance(loads, machines)).toBeGreaterThanOrEqual(reached * (1 - 1e-12));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the best of all placements when there are few and slots stand alone', () => {
    const machines = { gpus: 4, slotsPerGpu: 1 };
    const loads = [50, 30, 20];
    const all = placementsOf(4, 3).filter((placement) => new Set(placement).size === 3);
    const best = Math.max(...all.map((placement) => balanceOn(loads, placement, machines)));
    expect(bestBalance(loads, machines)).toBeCloseTo(best, 12);
  });

  it('is below one when one expert is too hot for the spare slots', () => {
    expect(bestBalance([90, 5, 5], { gpus: 3, slotsPerGpu: 1 })).toBeCloseTo(100 / 3 / 90, 12);
  });
});

function placementsOf(slots: number, experts: number): number[][] {
  if (slots === 0) return [[]];
  return placementsOf(slots - 1, experts).flatMap((rest) =>
    Array.from({ length: experts }, (_, e) => [...rest, e]),
  );
}
