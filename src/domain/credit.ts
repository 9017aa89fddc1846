import { drawBeta } from '../lib/beta.ts';
import { pick, type Rng } from '../lib/rng.ts';

/** Successes and failures of one operator, older ones counting less. */
export type OperatorCredit = {
  /** Discounted sum of rewards: 1 for a success, 3 for a new best. */
  readonly successes: number;
  /** Discounted number of failures. */
  readonly failures: number;
};

/** The credit of every operator that was tried, by its name. Plain JSON; a fold over the run log. */
export type CreditByOperator = Readonly<Record<string, OperatorCredit>>;

/**
 * What became of a proposal: `best` is the best trial so far, `success` has new behaviour and is not worse than its
 * parent; all else is `failure`: rejected, duplicate, inapplicable, invalid, failed or worse.
 */
export type OperatorOutcome = 'failure' | 'success' | 'best';

/** What an older reward is worth after one more pull of the same operator. */
const DISCOUNT = 0.99;

const REWARD: Readonly<Record<OperatorOutcome, { readonly gain: number; readonly loss: number }>> =
  {
    failure: { gain: 0, loss: 1 },
    success: { gain: 1, loss: 0 },
    best: { gain: 3, loss: 0 },
  };

/** No operator was tried yet. */
export const EMPTY_CREDIT: CreditByOperator = {};

/**
 * The credit after one proposal that these operators made.
 *
 * Each operator counts once, however often it was applied; the others keep what they have.
 *
 * @see design of discounted Thompson sampling: Raj & Kalyani 2017, "Taming non-stationary bandits"
 */
export function creditAfter(
  credit: CreditByOperator,
  operators: readonly string[],
  outcome: OperatorOutcome,
): CreditByOperator {
  if (operators.length === 0) return credit;
  const { gain, loss } = REWARD[outcome];
  const changed = [...new Set(operators)].map((name): [string, OperatorCredit] => {
    const { successes, failures } = creditOf(credit, name);
    return [name, { successes: DISCOUNT * successes + gain, failures: DISCOUNT * failures + loss }];
  });
  return { ...credit, ...Object.fromEntries(changed) };
}

/** The credit of one operator; zeros if it was never tried. */
export function creditOf(credit: CreditByOperator, operator: string): OperatorCredit {
  const known = Object.hasOwn(credit, operator) ? credit[operator] : undefined;
  return known ?? { successes: 0, failures: 0 };
}

/** Share of choices in which every name has the same chance. */
const UNIFORM_SHARE = 0.25;

/**
 * One of several names by what they were worth so far: the largest of one draw each from Beta(1 + successes,
 * 1 + failures), and any with the same chance in a quarter of the cases. Older results count less already.
 *
 * @param names At least one.
 * @see Raj & Kalyani 2017, "Taming non-stationary bandits"
 */
export function drawByCredit(names: readonly string[], credit: CreditByOperator, rng: Rng): string {
  if (rng.next() < UNIFORM_SHARE) return pick(rng, names);
  const draws = names.map((name) => {
    const { successes, failures } = creditOf(credit, name);
    return drawBeta(rng, 1 + successes, 1 + failures);
  });
  return names[draws.indexOf(Math.max(...draws))] ?? pick(rng, names);
}
