import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { integerFrom, settingsFrom } from './flags.ts';

describe('integerFrom()', () => {
  it('reads whole numbers from the least on', () => {
    expect(integerFrom('0', 0)).toBe(0);
    expect(integerFrom('12', 1)).toBe(12);
  });

  for (const text of ['', '-1', '1.5', '1e3', 'NaN', '99999999999999999999']) {
    it(`refuses "${text}"`, () => expect(() => integerFrom(text, 0)).toThrow(InvalidArgumentError));
  }
});

describe('settingsFrom()', () => {
  it('collects and keeps a further = in the value', () => {
    expect(settingsFrom('b=x=y', settingsFrom('a=1'))).toEqual({ a: '1', b: 'x=y' });
  });

  it('refuses a text without = and a key that is set twice', () => {
    expect(() => settingsFrom('a')).toThrow(InvalidArgumentError);
    expect(() => settingsFrom('=1')).toThrow(InvalidArgumentError);
    expect(() => settingsFrom('a=2', { a: '1' })).toThrow('set twice');
  });
});
