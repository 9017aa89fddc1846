import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GRID, providerOf, regionNamed } from './grid.ts';

/** SHA-256 over the published lists: a line `from,to,value` for each ordered pair, sorted, numbers in their shortest form. */
const PRICES_SHA256 = '12dfeffcec7f015b4a8ae232c577987021ed93a48acf1650595a97c235d136a3';
const GBPS_SHA256 = '88dbed16ad67a081750edbebabac0237253687cb0fab58b0d394ff5e3f18506f';

describe('GRID', () => {
  it('has the published values when it is written as the published lists', () => {
    expect(checksumOf(GRID.prices)).toBe(PRICES_SHA256);
    expect(checksumOf(GRID.gbps)).toBe(GBPS_SHA256);
  });

  it('has a price and a speed for each ordered pair of 71 regions when it is read', () => {
    expect(GRID.names).toHaveLength(71);
    const pairs = GRID.prices.flatMap((row, u) => row.filter((price, v) => u !== v && price > 0));
    expect(pairs).toHaveLength(4_970);
    expect(GRID.prices[regionNamed('aws:us-east-2')][regionNamed('azure:eastus')]).toBe(0.09);
    expect(GRID.gbps[regionNamed('aws:us-east-2')][regionNamed('azure:eastus')]).toBe(4.9673);
  });
});

describe('regionNamed()', () => {
  it('throws when there is no such region', () => {
    expect(() => regionNamed('aws:atlantis-1')).toThrow('There is no region "aws:atlantis-1"');
  });
});

describe('providerOf()', () => {
  it('knows three providers when all regions are asked', () => {
    const providers = new Set(GRID.names.map((_, region) => providerOf(region)));
    expect([...providers].toSorted()).toEqual(['aws', 'azure', 'gcp']);
  });
});

function checksumOf(table: readonly (readonly number[])[]): string {
  const lines = table.flatMap((row, u) =>
    row.flatMap((value, v) => (u === v ? [] : [`${GRID.names[u]},${GRID.names[v]},${value}\n`])),
  );
  return createHash('sha256').update(lines.join('')).digest('hex');
}
