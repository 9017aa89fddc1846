import { describe, expect, it } from 'vitest';
import { GRID, regionNamed } from '../network/grid.ts';
import { type Broadcast, DAY_SECONDS } from '../workloads/broadcast.ts';
import { fastestSeconds, leastEgress } from './bounds.ts';
import { transferOf } from './transfer.ts';

const regions = ['aws:us-east-1', 'aws:us-west-2', 'azure:eastus', 'gcp:us-east1-b'].map(
  regionNamed,
);
const small: Broadcast = {
  regions,
  source: 0,
  destinations: [1],
  volumeGb: 100,
  partitions: 2,
  deadlineSeconds: DAY_SECONDS,
};
const price = (from: number, to: number) => GRID.prices[regions[from]][regions[to]];
const gbps = (from: number, to: number) => 2 * GRID.gbps[regions[from]][regions[to]];

describe('transferOf()', () => {
  it('bills all data once and takes its bits over the speed of two machines when there is one link', () => {
    const { egressUsd, seconds, totalUsd } = transferOf(small, [
      [-1, 0, -1, -1],
      [-1, 0, -1, -1],
    ]);
    expect(egressUsd).toBeCloseTo(100 * price(0, 1), 10);
    expect(seconds).toBeCloseTo((100 * 8) / Math.min(gbps(0, 1), 10), 10);
    expect(totalUsd).toBeCloseTo(egressUsd + (2 * 2 * 0.54 * seconds) / 3600, 10);
  });

  it('bills each partition for its own links when partitions take different ways', () => {
    const { egressUsd } = transferOf(small, [
      [-1, 0, -1, -1],
      [-1, 2, 0, -1],
    ]);
    expect(egressUsd).toBeCloseTo(50 * price(0, 1) + 50 * (price(0, 2) + price(2, 1)), 10);
  });

  it('gives each link an equal share when a region cannot send as much as they could carry', () => {
    const star = { ...small, destinations: [1, 2, 3], partitions: 1 };
    expect(gbps(0, 1) + gbps(0, 2) + gbps(0, 3)).toBeGreaterThan(10);
    expect(transferOf(star, [[-1, 0, 0, 0]]).seconds).toBeCloseTo((100 * 8) / (10 / 3), 10);
  });

  it('gives each link an equal share when a region cannot receive as much as they could carry', () => {
    const pair = ['azure:eastus', 'azure:eastus2', 'azure:northcentralus', 'aws:us-east-1'].map(
      regionNamed,
    );
    const split = { ...small, regions: pair, destinations: [3], partitions: 2 };
    const into = [1, 2].map((region) => 2 * GRID.gbps[pair[region]][pair[3]]);
    const { seconds } = transferOf(split, [
      [-1, 0, -1, 1],
      [-1, -1, 0, 2],
    ]);
    const total = into[0] + into[1];
    const slowest = total > 20 ? Math.min(...into, 10) : Math.min(...into);
    expect(seconds).toBeCloseTo((50 * 8) / slowest, 10);
  });

  it('is twice as dear and as slow when there is twice the data', () => {
    const plan = [
      [-1, 2, 0, -1],
      [-1, 0, -1, -1],
    ];
    const one = transferOf(small, plan);
    const two = transferOf({ ...small, volumeGb: 200 }, plan);
    expect(two.egressUsd).toBeCloseTo(2 * one.egressUsd, 10);
    expect(two.seconds).toBeCloseTo(2 * one.seconds, 10);
  });
});

describe('leastEgress()', () => {
  it('is exact when few destinations have a day, and relaxed when time is short or there are many', () => {
    expect(leastEgress(small)).toMatchObject({ kind: 'exact' });
    expect(leastEgress({ ...small, deadlineSeconds: 100 })).toMatchObject({ kind: 'relaxed' });
    const all = [...GRID.names.keys()];
    const many = { ...small, regions: all, destinations: all.slice(1, 14) };
    expect(leastEgress(many)).toMatchObject({ kind: 'relaxed' });
  });
});

describe('fastestSeconds()', () => {
  it('is what the source needs to send all data once when it is slower than who receives it', () => {
    expect(fastestSeconds(small)).toBeCloseTo((100 * 8) / 10, 10);
  });
});
