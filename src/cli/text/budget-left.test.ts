import { describe, expect, it } from 'vitest';
import { budgetLeft } from './budget-left.ts';

const SPEND = {
  trials: 10,
  evaluations: 10,
  wallMs: 30_000,
  evaluationSeconds: 100,
  tokens: 0,
  usd: 1,
};

describe('budgetLeft()', () => {
  it('puts the limit that is nearest to its end first', () => {
    expect(budgetLeft({ trials: 100, wallMs: 40_000, usd: 5 }, SPEND)).toEqual([
      { share: 0.25, text: '10 s left' },
      { share: 0.8, text: '4.00 $ left' },
      { share: 0.9, text: '90 trials left' },
    ]);
  });

  it('knows a limit on evaluations', () => {
    expect(budgetLeft({ evaluations: 40 }, SPEND)).toEqual([
      { share: 0.75, text: '30 evaluations left' },
    ]);
  });

  it('is never negative', () => {
    expect(budgetLeft({ evaluationSeconds: 50 }, SPEND)).toEqual([
      { share: 0, text: '0 ms of evaluation left' },
    ]);
  });

  it('is empty when nothing is limited', () => expect(budgetLeft({}, SPEND)).toEqual([]));
});
