import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { start as seed } from '../seed.ts';
import { start as lz } from './lz.ts';
import { start as runLengths } from './run-lengths.ts';

describe.each([
  ['lz', lz],
  ['run lengths', runLengths],
  ['the seed program', seed],
])('%s', (_, start) => {
  it('gives back what it was given, whatever it is', () => {
    const runs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 300 })),
    );
    const repeated = runs.map((some) =>
      Uint8Array.from(some.flatMap(([byte, times]) => Array.from({ length: times }, () => byte))),
    );
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), repeated), (input) => {
        const bytes = Buffer.from(input).toString('base64');
        const packed = start({ task: 'pack' })({ bytes });
        expect(start({ task: 'unpack' })(packed)).toEqual({ bytes });
      }),
    );
  });
});
