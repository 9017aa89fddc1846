import type { Hash } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import type { Evaluation, Tier } from './evaluation.ts';
import type { ModelSpend } from './model-usage.ts';

/** `t1`, `t2`, … in the order of asking; `seed` and `baseline:<name>` for what the problem brought. Never reused. */
export type TrialId = string;

/** What one trial cost. Not part of what makes two logs equal. */
export interface TrialCost {
  /** Wall time of the proposer, in milliseconds. */
  readonly proposeMs: number;
  /** Wall time of the evaluation, in milliseconds. */
  readonly evaluateMs: number;
  readonly tokens: number;
  readonly usd: number;
  /** Calls of models and their tokens by kind; absent if no model was asked. */
  readonly spend?: ModelSpend;
  /** Wall time that the run had used when this was written, over all its sessions, in milliseconds. */
  readonly elapsedMs: number;
}

/** A new best was measured on further workloads, to see whether it keeps the rules there. */
export interface Doubt {
  /** Further workloads in each regime. */
  readonly perRegime: number;
  /** Wall time, in milliseconds; with that of the baselines the first time. */
  readonly evaluateMs: number;
}

/** One turn of the loop. The program's text stays in the store. */
export interface Trial {
  readonly id: TrialId;
  readonly parentIds: readonly TrialId[];
  readonly programId: Hash;
  /** Who made the program: `classical`, `seed`, `baseline` … */
  readonly proposer: string;
  /** What the strategy asked for: `refine`, `tune`, `simplify` … */
  readonly mode: string;
  /** What the proposer did, such as its operators' names. */
  readonly operators: readonly string[];
  /** Which of the ways that a proposer may take was taken, where it chooses among several. */
  readonly arm?: string;
  /** What the proposer says that it did and why, in one line (untrusted). */
  readonly idea?: string;
  /** Length of the program's text, in characters. */
  readonly programSize: number;
  readonly evaluation: Evaluation;
  /** The trial whose behaviour on the first rung was the same; this one was not evaluated further. */
  readonly sameAs?: TrialId;
  /** If it would have been the best so far: its failure, or what it misses, may be from there. */
  readonly doubt?: Doubt;
  /** True if only a screening judged it: it is no parent and no result, and its numbers are a hint. */
  readonly screened?: true;
  /** Blob with what the program printed, if it printed anything. */
  readonly artifactsId?: Hash;
  readonly tier: Tier;
  /** The id of the conditions under which it was judged, which the run's beginning or going on tells. */
  readonly ranUnder?: string;
  readonly cost: TrialCost;
}

/** What a strategy asks for next. Plain JSON: it is logged. */
export type Ask =
  | {
      readonly kind: 'propose';
      readonly parentIds: readonly TrialId[];
      /** Further programs to take material from. */
      readonly context: readonly TrialId[];
      readonly mode: string;
    }
  | { readonly kind: 'wait' }
  | { readonly kind: 'stop'; readonly why: string };

/** What a strategy is told. */
export type Told =
  | {
      readonly kind: 'trial';
      readonly trialId: TrialId;
      readonly parentIds: readonly TrialId[];
      /** What the strategy asked for. */
      readonly mode: string;
    }
  | {
      readonly kind: 'rejected';
      readonly trialId: TrialId;
      readonly parentIds: readonly TrialId[];
      readonly mode: string;
      readonly why: string;
    };

/** Options of a plug-in as resolved; logged. */
export type PluginOptions = { readonly [key: string]: Json };
