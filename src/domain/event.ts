import type { Hash } from '../lib/hash.ts';
import type { Budget } from './budget.ts';
import type { Conditions } from './conditions.ts';
import type { Estimate } from './estimate.ts';
import type { Evaluation, Tier } from './evaluation.ts';
import type { ProblemDescription } from './problem.ts';
import type { Question, TakenCommand } from './steering.ts';
import type { Ask, PluginOptions, Trial, TrialCost, TrialId } from './trial.ts';

/** Version of the event schema; a log with a newer one is refused. */
export const EVENT_VERSION = 1;

/** A candidate against one reference on one metric in one regime, paired by workload. */
export interface Comparison {
  readonly regime: string;
  readonly metric: string;
  readonly reference: string;
  /** Mean of the reference over the workloads, in the metric's unit; null if it has none. */
  readonly referenceValue: number | null;
  readonly value: number | null;
  /** Gain of the candidate, positive is better, in the metric's unit. */
  readonly gain: Estimate;
}

/** The final statement of a run about its best program. */
export interface Claim {
  readonly trialId: TrialId;
  /** The best baseline on these workloads: feasible first, then the objectives. */
  readonly reference: string;
  /** `holds`: better than the reference on the first objective with 95 % confidence, and every constraint is met. */
  readonly verdict: 'holds' | 'inconclusive' | 'worse' | 'breaks';
  readonly why: string;
  readonly candidate: Evaluation;
  readonly references: Readonly<Record<string, Evaluation>>;
  readonly comparisons: readonly Comparison[];
}

/** What judging the untouched seed program again shows of the machine and of the judgement. */
export interface Sentinel {
  /** Trials that had been asked for by then. */
  readonly afterTrials: number;
  /**
   * `same`: the outputs, and every number that follows from them, are those of the beginning. `changed`: they are others,
   * twice alike, so that what was judged in between cannot be compared. `unsteady`: others each time, which the seed
   * program does by itself.
   */
  readonly verdict: 'same' | 'changed' | 'unsteady';
  /** What differs, for a person; empty if nothing does. */
  readonly detail: string;
  /** Of metrics that read usage: the value now as a share of that at the beginning, where there is one. */
  readonly drift: Readonly<Record<string, number>>;
  /** Wall time of its evaluations, in milliseconds. */
  readonly evaluateMs: number;
}

/** What happens in a run. Every event is stored with `seq`, `v` and `atMs`. */
export type RunEventBody =
  | {
      readonly type: 'run.started';
      readonly runId: string;
      readonly barbicanVersion: string;
      readonly problemPath: string;
      /** Absolute path of the folder where the problem's real inputs are looked for first; absent if none was named. */
      readonly dataPath?: string;
      readonly problem: ProblemDescription;
      readonly budget: Budget;
      readonly rngSeed: number;
      readonly concurrency: number;
      readonly tier: Tier;
      readonly tierNotice: string;
      /** What programs run under until the run is resumed; absent in logs of before it was recorded. */
      readonly conditions?: Conditions;
      /** True if programs of mechanical proposers are screened. */
      readonly screening?: true;
      /** SHA-256 of the run's secret; the secret itself is in a file beside the log. */
      readonly secretHash: Hash;
      readonly strategy: { readonly name: string; readonly options: PluginOptions };
      readonly proposers: readonly { readonly name: string; readonly options: PluginOptions }[];
    }
  | {
      readonly type: 'run.resumed';
      readonly budget: Budget;
      readonly concurrency: number;
      readonly tier: Tier;
      /** Who proposes from here on, where that is not as it was: a model may have no key any more. */
      readonly proposers?: readonly { readonly name: string; readonly options: PluginOptions }[];
      /** What programs run under from here on. */
      readonly conditions?: Conditions;
      readonly dataPath?: string;
    }
  /** The seed program or a baseline was judged on the search workloads. */
  | {
      readonly type: 'reference.finished';
      readonly trialId: TrialId;
      readonly canonicalHash: Hash;
      readonly trial: Trial;
    }
  | {
      readonly type: 'trial.started';
      readonly trialId: TrialId;
      readonly ask: Extract<Ask, { kind: 'propose' }>;
      /**
       * How many of the events right before this one the strategy had not been told when it asked, as they were not
       * durable yet; absent if none. With it, each decision of a run can be made again from its log.
       */
      readonly untold?: number;
      /** The order that brought its program from outside: then no strategy asked for it. */
      readonly order?: string;
    }
  | {
      readonly type: 'trial.proposed';
      readonly trialId: TrialId;
      readonly programId: Hash;
      /** Equal for programs that differ only in formatting, comments and names; finds duplicates. */
      readonly canonicalHash: Hash;
      readonly proposer: string;
      readonly operators: readonly string[];
      readonly arm?: string;
      readonly idea?: string;
      readonly cost: Pick<TrialCost, 'proposeMs' | 'tokens' | 'usd' | 'spend'>;
    }
  | {
      readonly type: 'trial.rejected';
      readonly trialId: TrialId;
      /** `no-reply`: the model that was asked did not answer. */
      readonly why:
        | 'inapplicable'
        | 'unparsable'
        | 'outside-scope'
        | 'duplicate'
        | 'unchanged'
        | 'no-reply';
      readonly detail: string;
      readonly operators: readonly string[];
      /** Absent if there was only one. */
      readonly proposer?: string;
      readonly arm?: string;
      readonly idea?: string;
      readonly cost: TrialCost;
    }
  | { readonly type: 'trial.finished'; readonly trialId: TrialId; readonly trial: Trial }
  /** Somebody outside asked for something, and it was taken. Its text, if it brought a program, is a blob. */
  | {
      readonly type: 'run.steered';
      /** The id of the order: it is taken once. */
      readonly order: string;
      /** Who, as they called themselves. */
      readonly by: string;
      readonly command: TakenCommand;
    }
  /** The run would know something of a person, and goes on meanwhile. */
  | { readonly type: 'question.asked'; readonly question: Question }
  /** The untouched seed program was judged again on the workloads of the search. */
  | { readonly type: 'sentinel.finished'; readonly sentinel: Sentinel }
  /** Contenders measured on the selection workloads; the first is the one that the claim is about. */
  | {
      readonly type: 'selection.finished';
      readonly ranking: readonly { readonly trialId: TrialId; readonly evaluation: Evaluation }[];
      readonly evaluationSeconds: number;
    }
  | { readonly type: 'claim.confirmed'; readonly claim: Claim; readonly evaluationSeconds: number }
  /** `draw` counts the holdouts of this run from 0; each is drawn anew and opened once. */
  | {
      readonly type: 'holdout.opened';
      readonly draw: number;
      readonly claim: Claim;
      readonly evaluationSeconds: number;
    }
  | {
      readonly type: 'run.ended';
      readonly why: 'budget' | 'interrupted' | 'strategy' | 'stopped' | 'failed';
      readonly detail: string;
      readonly wallMs: number;
    };

/** An event as stored: `seq` from 1 without gaps, `v` the schema's version, `atMs` wall-clock time (UTC). */
export type RunEvent = RunEventBody & {
  readonly seq: number;
  readonly v: number;
  readonly atMs: number;
};
