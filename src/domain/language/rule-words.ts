import type { Share } from './metric-words.ts';

/** What a floor allows to be lost, and against whom. */
export interface Slack<B extends string = string> {
  /** Share of the reference's value; 2 % if absent. */
  readonly by?: Share;
  /** The baseline to compare with; the best one in that scope if absent. */
  readonly than?: B;
}

/** Where a rule is checked. */
export interface RuleScope {
  /** A regime's name, `'every regime'` (if absent), `'every workload'` or `'overall'`. */
  readonly in?: string;
}

/** A bound on a metric as the problem states it. */
export type RuleWord<B extends string = string> =
  | ({
      readonly '~barbican': 'rule';
      readonly kind: 'atMost' | 'atLeast';
      readonly limit: number;
    } & RuleScope)
  | ({ readonly '~barbican': 'rule'; readonly kind: 'floor' } & Slack<B> & RuleScope);

/** A regime without weight in the score and with a floor on every metric. */
export interface SlowRegime<R, K = keyof R> extends Slack {
  readonly '~barbican': 'slow';
  readonly region: R;
  /** Never present: makes a parameter that does not exist an error of type. */
  readonly '~keys'?: K;
}

/** The metric is at most `limit`, in its unit. */
export function atMost(limit: number, scope: RuleScope = {}): RuleWord<never> {
  return { ...scope, '~barbican': 'rule', kind: 'atMost', limit };
}

/** The metric is at least `limit`, in its unit. */
export function atLeast(limit: number, scope: RuleScope = {}): RuleWord<never> {
  return { ...scope, '~barbican': 'rule', kind: 'atLeast', limit };
}

/** The metric is not worse than a baseline's by more than a share of it. */
export function floor<const B extends string = never>(
  options: Slack<B> & RuleScope = {},
): RuleWord<B> {
  return { ...options, '~barbican': 'rule', kind: 'floor' };
}

/** A slow path: a regime with no weight in the score and a floor on every metric. */
export function slow<const R extends object>(region: R, floorOptions: Slack = {}): SlowRegime<R> {
  return { ...floorOptions, '~barbican': 'slow', region };
}
