import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditAfter, creditOf, EMPTY_CREDIT, type OperatorOutcome } from './credit.ts';

const outcomes = fc.constantFrom<OperatorOutcome>('failure', 'success', 'best');
const names = fc.constantFrom('swap', 'grow', 'toString', '__proto__');
const story = fc.array(fc.tuple(fc.array(names, { maxLength: 3 }), outcomes), { maxLength: 200 });

describe('creditAfter()', () => {
  it('creditAfter() gains 1 for a success and 3 for a new best, and counts a failure', () => {
    const after = (outcome: OperatorOutcome) =>
      creditOf(creditAfter(EMPTY_CREDIT, ['swap'], outcome), 'swap');
    expect(after('success')).toEqual({ successes: 1, failures: 0 });
    expect(after('best')).toEqual({ successes: 3, failures: 0 });
    expect(after('failure')).toEqual({ successes: 0, failures: 1 });
  });

  it('creditAfter() counts an operator once, however often it was applied, and leaves the others alone', () => {
    const before = creditAfter(EMPTY_CREDIT, ['grow'], 'success');
    const after = creditAfter(before, ['swap', 'swap'], 'failure');
    expect(creditOf(after, 'swap')).toEqual({ successes: 0, failures: 1 });
    expect(creditOf(after, 'grow')).toEqual(creditOf(before, 'grow'));
    expect(creditAfter(before, [], 'best')).toBe(before);
  });

  it('creditAfter() forgets: no story makes a sum larger than a hundred rewards', () => {
    fc.assert(
      fc.property(story, (trials) => {
        const credit = trials.reduce(
          (sum, [operators, outcome]) => creditAfter(sum, operators, outcome),
          EMPTY_CREDIT,
        );
        for (const { successes, failures } of Object.values(credit)) {
          expect(successes).toBeGreaterThanOrEqual(0);
          expect(successes).toBeLessThanOrEqual(300);
          expect(failures).toBeGreaterThanOrEqual(0);
          expect(failures).toBeLessThanOrEqual(100);
        }
        expect(JSON.parse(JSON.stringify(credit))).toEqual(credit);
      }),
    );
    expect(EMPTY_CREDIT).toEqual({});
  });

  it('creditAfter() weighs what happened late more', () => {
    const story = (...list: OperatorOutcome[]) =>
      creditOf(
        list.reduce((credit, outcome) => creditAfter(credit, ['swap'], outcome), EMPTY_CREDIT),
        'swap',
      ).successes;
    expect(story('failure', 'success')).toBeGreaterThan(story('success', 'failure'));
  });
});

describe('creditOf()', () => {
  it('creditOf() is nothing when an operator was never tried, whatever it is called', () => {
    for (const name of ['swap', 'toString', '__proto__', 'constructor']) {
      expect(creditOf(EMPTY_CREDIT, name)).toEqual({ successes: 0, failures: 0 });
    }
  });
});
