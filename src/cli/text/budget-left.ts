import type { Budget, Spend } from '../../domain/budget.ts';
import { durationText } from './format.ts';

/** One limit of the budget and how much of it is left. */
export interface Left {
  /** From 0 (used up) to 1. */
  readonly share: number;
  /** Such as `48 s left`. */
  readonly text: string;
}

/** The limits of `budget`, the nearest to its end first; empty if nothing is limited. */
export function budgetLeft(budget: Budget, spend: Spend): readonly Left[] {
  const count = (n: number): string => String(Math.round(n));
  const limits = [
    leftOf(budget.wallMs, spend.wallMs, durationText),
    leftOf(budget.trials, spend.trials, (n) => `${count(n)} trials`),
    leftOf(budget.evaluations, spend.evaluations, (n) => `${count(n)} evaluations`),
    leftOf(
      budget.evaluationSeconds,
      spend.evaluationSeconds,
      (n) => `${durationText(1000 * n)} of evaluation`,
    ),
    leftOf(budget.tokens, spend.tokens, (n) => `${count(n)} tokens`),
    leftOf(budget.usd, spend.usd, (n) => `${n.toFixed(2)} $`),
  ];
  return limits.filter((limit) => limit !== undefined).toSorted((a, b) => a.share - b.share);
}

function leftOf(
  limit: number | undefined,
  used: number,
  say: (left: number) => string,
): Left | undefined {
  if (limit === undefined) return undefined;
  const left = Math.max(0, limit - used);
  return { share: left / limit, text: `${say(left)} left` };
}
