import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactJson } from './exact-json.ts';

describe('exactJson()', () => {
  it('exactJson() is read back as the same value, with its order of members and the sign of zero', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const back: unknown = JSON.parse(exactJson(value));
        expect(back).toStrictEqual(value);
        expect(exactJson(back)).toBe(exactJson(value));
      }),
    );
    expect(exactJson({ z: -0, a: [5e-324, '\u0000'] })).toBe('{"z":-0,"a":[5e-324,"\\u0000"]}');
  });

  it('exactJson() leaves out members that are undefined', () => {
    expect(exactJson({ a: 1, b: undefined, c: 2 })).toBe('{"a":1,"c":2}');
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a Map', new Map()],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['undefined in a list', undefined],
    ['a big integer', 1n],
  ])('exactJson() refuses %s', (_, value) => {
    expect(() => exactJson({ deep: [value] })).toThrow(TypeError);
  });
});
