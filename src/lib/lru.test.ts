import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLru } from './lru.ts';

describe('createLru()', () => {
  it('get() makes what it does not know, and gives what it knows', () => {
    const lru = createLru<number>(2);
    let made = 0;
    const get = (key: string) => lru.get(key, () => ++made);
    expect([get('a'), get('a'), get('b'), get('a')]).toEqual([1, 1, 2, 1]);
  });

  it('get() forgets what was used longest ago', () => {
    const lru = createLru<string>(2);
    const made: string[] = [];
    const get = (key: string) => lru.get(key, () => (made.push(key), key));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('get() does as a list that is kept in the order of use', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
        (size, keys) => {
          const lru = createLru<string>(size);
          let recent: string[] = [];
          for (const key of keys) {
            let made = false;
            lru.get(key, () => {
              made = true;
              return key;
            });
            expect(made).toBe(!recent.includes(key));
            recent = [key, ...recent.filter((other) => other !== key)].slice(0, size);
          }
        },
      ),
    );
  });
});
