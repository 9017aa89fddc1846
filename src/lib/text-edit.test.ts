import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, rangesAfter } from './text-edit.ts';

const cuts = fc.tuple(
  fc.string({ minLength: 8, maxLength: 60 }),
  fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.string({ maxLength: 9 })), { maxLength: 4 }),
);

describe('applyEdits()', () => {
  it('applyEdits() keeps what no edit names when edits are in any order', () => {
    expect(
      applyEdits('abcdef', [
        { from: 4, to: 6, text: 'Z' },
        { from: 0, to: 1, text: 'XY' },
        { from: 2, to: 2, text: '-' },
      ]),
    ).toBe('XYb-cdZ');
  });

  it('applyEdits() throws when edits overlap or leave the text', () => {
    const edit = (from: number, to: number) => ({ from, to, text: '' });
    expect(() => applyEdits('abc', [edit(0, 2), edit(1, 3)])).toThrow(RangeError);
    expect(() => applyEdits('abc', [edit(0, 4)])).toThrow(RangeError);
  });

  it('rangesAfter() gives ranges around the same edited text and with the same text between', () => {
    fc.assert(
      fc.property(cuts, ([text, raw]) => {
        const ranges = [
          { from: 1, to: 3 },
          { from: 4, to: text.length - 1 },
        ];
        let free = 0;
        const edits = raw
          .map(([a, b, inserted]) => ({ from: Math.min(a, b), to: Math.max(a, b), text: inserted }))
          .toSorted((a, b) => a.from - b.from)
          .filter(({ from, to }) => {
            const inside = ranges.some((range) => range.from <= from && to <= range.to);
            if (!inside || from < free) return false;
            free = to + 1;
            return true;
          });
        const after = rangesAfter(ranges, edits) ?? [];
        const edited = applyEdits(text, edits);
        const frozen = (whole: string, [a, b]: typeof after): string[] => [
          whole.slice(0, a?.from),
          whole.slice(a?.to, b?.from),
          whole.slice(b?.to),
        ];
        expect(frozen(edited, after)).toEqual(frozen(text, ranges));
      }),
    );
  });

  it('rangesAfter() gives nothing when an edit is in no range', () => {
    expect(rangesAfter([{ from: 2, to: 4 }], [{ from: 1, to: 3, text: '' }])).toBeUndefined();
  });
});
