import { describe, expect, it } from 'vitest';
import { landlockRights } from './landlock-rights.ts';

describe('landlockRights()', () => {
  it.each([
    [1, { files: 0x1fff, tcp: 0, scopes: 0 }],
    [2, { files: 0x3fff, tcp: 0, scopes: 0 }],
    [3, { files: 0x7fff, tcp: 0, scopes: 0 }],
    [4, { files: 0x7fff, tcp: 3, scopes: 0 }],
    [5, { files: 0xffff, tcp: 3, scopes: 0 }],
    [6, { files: 0xffff, tcp: 3, scopes: 3 }],
    [7, { files: 0xffff, tcp: 3, scopes: 3 }],
  ])('asks a kernel with ABI %i for what it can decide', (abi, wanted) => {
    expect(landlockRights(abi)).toMatchObject(wanted);
  });

  it('gives no right that the kernel does not know', () => {
    for (const abi of [1, 2, 3, 7]) {
      const rights = landlockRights(abi);
      for (const kind of ['programs', 'folder', 'file', 'sink', 'scratch'] as const)
        expect(rights.of(kind) & ~rights.files).toBe(0);
    }
  });
});
