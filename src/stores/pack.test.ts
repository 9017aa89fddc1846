import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './pack.ts';

describe('packed()', () => {
  it('packed() is unpacked to the same text, however long and whatever is in it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ minLength: 400, maxLength: 700 }),
      fc.constant('a\0b'),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(unpacked(packed(given))).toBe(given);
      }),
    );
  });

  it('packed() leaves short texts readable, makes long ones smaller, and hides a NUL from SQLite', () => {
    expect(packed('short')).toBe('short');
    expect(packed('long '.repeat(1000)).length).toBeLessThan(500);
    expect(packed('a\0b')).toBeInstanceOf(Uint8Array);
  });
});
