import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetFromText, textFromBudget } from './budget-text.ts';
import { ConfigError } from './errors.ts';

describe('budgetFromText()', () => {
  it('reads each kind of limit', () => {
    expect(budgetFromText('60s')).toEqual({ wallMs: 60_000 });
    expect(budgetFromText('2h')).toEqual({ wallMs: 7_200_000 });
    expect(budgetFromText('1.5m')).toEqual({ wallMs: 90_000 });
    expect(budgetFromText('10m, trials=500,usd=0.5,tokens=1e6,evals=300s')).toEqual({
      wallMs: 600_000,
      trials: 500,
      usd: 0.5,
      tokens: 1_000_000,
      evaluationSeconds: 300,
    });
  });

  for (const [text, why] of [
    ['', 'not understood'],
    ['60', 'not understood'],
    ['60 s', 'not understood'],
    ['1e999h', 'above 0'],
    ['0s', 'above 0'],
    ['-5s', 'not understood'],
    ['trials=0', 'above 0'],
    ['trials=1.5', 'not understood'],
    ['trials=', 'not understood'],
    ['trails=5', '"trails" is unknown'],
    ['constructor=5', '"constructor" is unknown'],
    ['evals=300', 'not understood'],
    ['60s,10m', 'limits wallMs again'],
    ['trials=5,', 'not understood'],
  ] as const) {
    it(`refuses "${text}" and says why`, () => {
      expect(() => budgetFromText(text)).toThrow(ConfigError);
      expect(() => budgetFromText(text)).toThrow(why);
    });
  }

  it('never gives a limit that is not a finite number above 0', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.stringMatching(/^(trials|usd|wall|evals)?=?[0-9.e+-]{0,8}(ms|s|m|h)?$/u),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          const limits = Object.values(budgetFromText(text));
          expect(limits.length).toBeGreaterThan(0);
          for (const limit of limits) expect(Number.isFinite(limit) && limit > 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });
});

describe('textFromBudget()', () => {
  it('is read back as the same budget', () => {
    const whole = fc.integer({ min: 1, max: 1e9 });
    const budget = fc
      .record(
        { trials: whole, wallMs: whole, evaluationSeconds: whole, tokens: whole, usd: whole },
        { requiredKeys: [] },
      )
      .filter((value) => Object.keys(value).length > 0);
    fc.assert(
      fc.property(budget, (value) => {
        expect(budgetFromText(textFromBudget(value))).toEqual(value);
      }),
    );
  });
});
