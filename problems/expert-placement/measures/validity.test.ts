import { describe, expect, it } from 'vitest';
import { expertFault, replicaFault, slotFault } from './validity.ts';

const whole = [0, 1, 2, 0];

describe('slotFault()', () => {
  it('names the count when a decision has too many or too few slots', () => {
    expect(slotFault([whole, whole], 4)).toBeUndefined();
    expect(slotFault([whole, [0, 1, 2]], 4)).toBe('3 slots instead of 4');
    expect(slotFault([[...whole, 1], whole], 4)).toBe('5 slots instead of 4');
    expect(slotFault([[]], 4)).toBe('0 slots instead of 4');
  });
});

describe('expertFault()', () => {
  it('names what is in a slot when it is not an expert', () => {
    expect(expertFault([whole], 3)).toBeUndefined();
    for (const wrong of [3, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(expertFault([whole, [0, 1, 2, wrong]], 3)).toBe(
        `${wrong} is not one of the 3 experts`,
      );
    }
  });
});

describe('replicaFault()', () => {
  it('names the expert when one has no slot', () => {
    expect(replicaFault([whole], 3)).toBeUndefined();
    expect(replicaFault([whole, [0, 1, 0, 1]], 3)).toBe('expert 2 has no slot');
  });
});
