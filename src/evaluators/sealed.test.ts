import { describe, expect, it } from 'vitest';
import type { Judged } from '../contracts/evaluator.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import { sealed } from './sealed.ts';

const SECRET = 'hidden input 17';
const invalid: Evaluation = {
  status: 'invalid',
  metrics: {},
  violations: [{ rule: 'fits', regime: 'all', index: 0, detail: SECRET }],
  perWorkload: [],
};
const failed = (kind: 'crash' | 'timeout' | 'bad-output', regime?: string): Evaluation => ({
  status: 'failed',
  failure: { kind, detail: SECRET, ...(regime === undefined ? {} : { regime, index: 0 }) },
  finished: [],
});

function judged(evaluation: Evaluation): Judged {
  const artifacts = { stdout: SECRET, stderr: SECRET };
  return { evaluation, artifacts, tier: 'namespace', evaluateMs: 1 };
}

describe('sealed()', () => {
  it.each(['selection', 'confirmation', 'holdout'] as const)(
    'keeps back what a program said when it was judged on the %s',
    (part) => {
      for (const evaluation of [invalid, failed('crash', 'all'), failed('bad-output', 'all')]) {
        const seen = sealed(judged(evaluation), { part });
        expect(JSON.stringify(seen)).not.toContain(SECRET);
        expect(seen.evaluation.status).toBe(evaluation.status);
      }
      expect(sealed(judged(invalid), { part }).evaluation).toMatchObject({
        violations: [{ rule: 'fits', regime: 'all', index: 0 }],
      });
    },
  );

  it('keeps what Barbican says itself, and what was said before any workload', () => {
    for (const evaluation of [failed('timeout', 'all'), failed('crash')])
      expect(sealed(judged(evaluation), { part: 'holdout' }).evaluation).toBe(evaluation);
  });

  it('changes nothing when it was on the search', () => {
    const whole = judged(invalid);
    expect(sealed(whole, { part: 'search' })).toBe(whole);
  });
});
