import type { Evaluation, Violation } from './evaluation.ts';

/**
 * What an evaluation shows against the judgement itself: a score beyond a declared bound, code of the problem that threw,
 * outputs that were others in a fresh sandbox. Such a trial is kept to be looked at, and is never a result or a parent.
 */
export function quarantineOf(evaluation: Evaluation): Violation | undefined {
  if (evaluation.status !== 'invalid') return undefined;
  return evaluation.violations.find(({ quarantine }) => quarantine);
}
