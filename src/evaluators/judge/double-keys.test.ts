import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDoubleKey } from './double-keys.ts';

function isDouble(text: string): boolean {
  return hasDoubleKey(new TextEncoder().encode(text), JSON.parse(text));
}

describe('hasDoubleKey()', () => {
  it.each([
    '{"a":1,"a":1}',
    '[{"b":{"a":[],"a":2}}]',
    '{"a":"x:y","a":"x"}',
    '{"\\u0061":1,"a":2}',
  ])('hasDoubleKey() is true when the text is %s', (text) => expect(isDouble(text)).toBe(true));

  it('hasDoubleKey() is false when a text was written from a value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => !isDouble(JSON.stringify(value))));
    for (const text of [
      '{"a:b":":","c":"\\":\\\\"}',
      '{"a":{"a":1},"b":[{"a":1},{"a":1}]}',
      '"a:b"',
    ])
      expect(isDouble(text)).toBe(false);
  });
});
