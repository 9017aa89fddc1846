import type { Evaluation } from './evaluation.ts';
import type { TrialId } from './trial.ts';

/** One thing that was tried, and what came of it, in a few words. */
export interface Tried {
  readonly trialId: TrialId;
  readonly parentId: TrialId | undefined;
  /** What the proposer said that it did, or else its operators (untrusted). */
  readonly idea: string;
  /** `better` than its parent, `same` behaviour as a known program, or what else became of it. */
  readonly outcome: 'better' | 'worse' | 'same' | 'invalid' | 'failed' | 'rejected';
  /** Why it failed, with the program's own error text (untrusted); empty if it did not. */
  readonly detail: string;
  /** First objective of the child and of its parent, as the problem measures it; absent where there is none. */
  readonly value?: number;
  readonly parentValue?: number;
}

/** How many ideas and failures are kept in mind. */
const KEPT = { ideas: 24, failures: 4 };
const DETAIL_CHARACTERS = 400;

/** `list` with one more idea; the oldest go. */
export function withIdea(list: readonly Tried[], tried: Tried): readonly Tried[] {
  return [...list, tried].slice(-KEPT.ideas);
}

/** `list` with one more failure; the oldest go. */
export function withFailure(list: readonly Tried[], tried: Tried): readonly Tried[] {
  return [...list, tried].slice(-KEPT.failures);
}

/** What went wrong, with the error text of the program; empty for a valid evaluation. */
export function faultText(evaluation: Evaluation): string {
  if (evaluation.status === 'valid') return '';
  if (evaluation.status === 'failed') {
    const { kind, detail, regime } = evaluation.failure;
    return cut(`${kind}${regime === undefined ? '' : ` in regime ${regime}`}: ${detail}`);
  }
  const [first] = evaluation.violations;
  return cut(
    first ? `broke "${first.rule}" in regime ${first.regime}: ${first.detail}` : 'invalid',
  );
}

function cut(text: string): string {
  return text.length > DETAIL_CHARACTERS ? `${text.slice(0, DETAIL_CHARACTERS - 1)}…` : text;
}
