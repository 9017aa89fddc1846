import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, fitted, numberText, percentText, signedText, tableOf } from './format.ts';

describe('numberText()', () => {
  it('keeps four significant digits', () => {
    expect([0.943712, 618, 1035.21, 12.5, 0, -0.0312349].map(numberText)).toEqual([
      '0.9437',
      '618',
      '1035',
      '12.5',
      '0',
      '-0.03123',
    ]);
    expect(numberText(null)).toBe('-');
  });

  it('is within 0.06 % of the number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (value) => {
        const slack = Math.max(Math.abs(value) * 6e-3, Number.MIN_VALUE);
        expect(Math.abs(Number(numberText(value)) - value)).toBeLessThanOrEqual(slack);
        expect(numberText(value).length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('signedText()', () => {
  it('writes the sign of a gain', () => {
    expect([signedText(0.5), signedText(-0.5), signedText(0)]).toEqual(['+0.5', '-0.5', '0']);
  });
});

describe('durationText()', () => {
  it('changes its unit with the size', () => {
    expect([320, 48_200, 600_000, 3_720_000, 7_320_000].map(durationText)).toEqual([
      '320 ms',
      '48 s',
      '10 min',
      '62 min',
      '2 h 2 min',
    ]);
  });
});

describe('percentText()', () => {
  it('writes a share', () => expect(percentText(0.0449, 1)).toBe('4.5 %'));
});

describe('fitted()', () => {
  it('is never wider than asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          expect(Array.from(fitted(text, width)).length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('tableOf()', () => {
  it('aligns columns and leaves no space at the end', () => {
    expect(
      tableOf([
        ['regime', 'found', 'note'],
        ['a', '12', 'slow'],
        ['b', '1', ''],
      ]),
    ).toEqual(['regime  found  note', 'a          12  slow', 'b           1']);
  });
});
