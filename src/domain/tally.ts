import { addSpend, type ModelSpend, NO_SPEND } from './model-usage.ts';
import type { TrialCost } from './trial.ts';

/** What one proposer, or one mode, did and used in a run. */
export interface Tally {
  readonly trials: number;
  readonly rejected: number;
  /** Judged valid. */
  readonly valid: number;
  /** Better than the program that they were made from, or as good. */
  readonly betters: number;
  /** How often it made the best program so far. */
  readonly bests: number;
  readonly usd: number;
  readonly spend: ModelSpend;
  readonly proposeMs: number;
  readonly evaluateMs: number;
}

/** Tallies by name. */
export type Tallies = Readonly<Record<string, Tally>>;

const NONE: Tally = {
  trials: 0,
  rejected: 0,
  valid: 0,
  betters: 0,
  bests: 0,
  usd: 0,
  spend: NO_SPEND,
  proposeMs: 0,
  evaluateMs: 0,
};

/** What became of a trial, for counting. */
export type TallyOutcome = 'rejected' | 'unsound' | 'valid' | 'better' | 'best';

const VALID: ReadonlySet<TallyOutcome> = new Set(['valid', 'better', 'best']);

/** `tallies` with one more trial under `name`. */
export function withTrial(
  tallies: Tallies,
  name: string,
  outcome: TallyOutcome,
  cost: TrialCost,
): Tallies {
  const before = (Object.hasOwn(tallies, name) ? tallies[name] : undefined) ?? NONE;
  const after: Tally = {
    trials: before.trials + 1,
    rejected: before.rejected + (outcome === 'rejected' ? 1 : 0),
    valid: before.valid + (VALID.has(outcome) ? 1 : 0),
    betters: before.betters + (outcome === 'better' || outcome === 'best' ? 1 : 0),
    bests: before.bests + (outcome === 'best' ? 1 : 0),
    usd: before.usd + cost.usd,
    spend: addSpend(before.spend, cost.spend ?? NO_SPEND),
    proposeMs: before.proposeMs + cost.proposeMs,
    evaluateMs: before.evaluateMs + cost.evaluateMs,
  };
  return { ...tallies, [name]: after };
}
