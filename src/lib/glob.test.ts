import { describe, expect, it } from 'vitest';
import { faultOfGlob, isPattern, regExpOfGlob } from './glob.ts';

describe('regExpOfGlob()', () => {
  it.each([
    ['*.csv', 'a.csv', true],
    ['*.csv', 'a.csvx', false],
    ['*.csv', 'sub/a.csv', false],
    ['w0[1-4]*', 'w03.csv', true],
    ['w0[1-4]*', 'w05.csv', false],
    ['w[!0]?', 'w1x', true],
    ['w[!0]?', 'w0x', false],
    ['traces/**/*.csv', 'traces/a.csv', true],
    ['traces/**/*.csv', 'traces/b/c/a.csv', true],
    ['traces/**', 'traces/b/c', true],
    ['a+b(1).txt', 'a+b(1).txt', true],
    ['a.b', 'axb', false],
    ['us-west-2a*', 'us-west-2a_k80', true],
    ['[^a]', 'b', false],
    ['[^a]', '^', true],
  ])('says of %s and %s %s', (glob, path, expected) => {
    expect(regExpOfGlob(glob).test(path)).toBe(expected);
  });
});

describe('faultOfGlob()', () => {
  it.each(['a/**/*.csv', '**', 'w0[1-4]*', '[!a-c]x', 'plain.json'])('has none for %s', (glob) => {
    expect(faultOfGlob(glob)).toBeUndefined();
  });
  it.each(['', '{a,b}', 'a\\b', '[a', '[]', 'a**', '**b', '[z-a]'])('has one for %s', (glob) => {
    expect(faultOfGlob(glob)).toEqual(expect.any(String));
  });
});

describe('isPattern()', () => {
  it('tells patterns from names when it looks at one', () => {
    expect(['a*', 'a?', '[a]'].every(isPattern)).toBe(true);
    expect(isPattern('a.csv')).toBe(false);
  });
});
