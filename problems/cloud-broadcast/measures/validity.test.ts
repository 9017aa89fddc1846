import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../workloads/broadcast.ts';
import { deliveryFault, linkFault, rootFault, shapeFault } from './validity.ts';

const one: Broadcast = {
  regions: [10, 20, 30, 40],
  source: 0,
  destinations: [1, 2],
  volumeGb: 300,
  partitions: 1,
  deadlineSeconds: 100,
};
const good = [[-1, 0, 1, -1]];

describe('a valid plan', () => {
  it('has no fault when it is a tree, even one with a relay that nobody asked for', () => {
    for (const plan of [good, [[-1, 3, 3, 0]]]) {
      for (const faultOf of [shapeFault, linkFault, rootFault, deliveryFault]) {
        expect(faultOf([one], [plan])).toBeUndefined();
      }
    }
  });
});

describe('shapeFault()', () => {
  it('says what is missing when there are too few plans, trees or entries', () => {
    expect(shapeFault([one], [])).toBe('0 plans for 1 broadcasts');
    expect(shapeFault([one], [[]])).toBe('0 trees for 1 partitions');
    expect(shapeFault([one, one], [good, [[-1, 0, 0]]])).toBe(
      'broadcast 1: tree 0 has 3 entries for 4 regions',
    );
  });
});

describe('linkFault()', () => {
  it.each([
    ['a region feeds itself', [-1, 1, 1, -1]],
    ['a region is fed from beyond the table', [-1, 4, 1, -1]],
    ['a region is fed from before the table', [-1, -2, 1, -1]],
    ['a region is fed from between two', [-1, 0.5, 1, -1]],
    ['a region is fed from what is not a number', [-1, Number.NaN, 1, -1]],
    ['the source is fed', [1, 0, 1, -1]],
  ])('finds it when %s', (_, parents) => {
    expect(linkFault([one], [[parents]])).toBeDefined();
  });
});

describe('rootFault()', () => {
  it.each([
    ['two regions feed each other', [-1, 2, 1, -1]],
    ['a region passes on what it has not got', [-1, 3, 1, -1]],
    ['a relay feeds itself through another', [-1, 0, 3, 2]],
  ])('finds it when %s', (_, parents) => {
    expect(rootFault([one], [[parents]])).toBeDefined();
  });
});

describe('deliveryFault()', () => {
  it('names the destination when one gets nothing', () => {
    expect(deliveryFault([one], [[[-1, 0, -1, -1]]])).toBe('tree 0 does not reach destination 2');
  });
});
