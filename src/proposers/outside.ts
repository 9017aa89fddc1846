import type { Proposer } from '../contracts/proposer.ts';

/** Stands for people and programs that bring their own: it proposes nothing. */
export function outside(): Proposer {
  return {
    name: OUTSIDE,
    propose: () =>
      Promise.resolve({
        kind: 'none',
        why: 'inapplicable',
        detail: 'Programs come from outside',
        operators: [],
        tokens: 0,
        usd: 0,
      }),
  };
}

/** How it is called in a log. */
export const OUTSIDE = 'outside';
