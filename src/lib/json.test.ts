import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './json.ts';

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, turned(member)]),
  );
};

describe('canonicalJson()', () => {
  it('canonicalJson() is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('canonicalJson() gives equal text when only the order of members differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('canonicalJson() tells -0 from 0 and leaves out members that are undefined', () => {
    expect(canonicalJson({ b: -0, a: 0, c: undefined })).toBe('{"a":0,"b":-0}');
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['undefined in a list', [undefined]],
    ['a big integer', 1n],
    ['a symbol', Symbol('s')],
  ])('canonicalJson() refuses %s', (_, value) => {
    expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  });
});
