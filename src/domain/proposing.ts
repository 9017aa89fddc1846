import { afterAnswer, afterPull, type ArmStandings, NO_STANDINGS } from './arm.ts';
import type { OperatorOutcome } from './credit.ts';
import { type Tallies, type TallyOutcome, withTrial } from './tally.ts';
import type { TrialCost, TrialId } from './trial.ts';
import { type Tried, withFailure, withIdea } from './tried.ts';

/** What the log tells about proposing: who does well, who costs what, what was tried. Changed in place by its fold. */
export interface Proposing {
  arms: ArmStandings;
  byProposer: Tallies;
  byMode: Tallies;
  /** By how many hints were in force when they were asked for. */
  byHints: Tallies;
  /** The latest ideas that were put in words, the newest last. */
  ideas: readonly Tried[];
  readonly failuresByParent: Map<TrialId, readonly Tried[]>;
  /** The most that one proposal has used. */
  most: { readonly tokens: number; readonly usd: number };
  /** How long proposing and evaluating take, in milliseconds, the latest counting most; 0 if unknown. */
  pace: { readonly proposeMs: number; readonly evaluateMs: number };
}

/** Proposing as it was when a trial was asked for: its proposer gets the same again. */
export interface ProposingThen {
  readonly arms: ArmStandings;
  readonly ideas: readonly Tried[];
  /** Of the trial's first parent. */
  readonly failures: readonly Tried[];
  /** What happened later is not known to it. */
  readonly seq: number;
}

/** A trial that has ended, however it did. */
export interface EndedTrial {
  readonly proposer: string;
  readonly mode: string;
  readonly arm: string | undefined;
  /** Whether it was put in words. */
  readonly worded: boolean;
  readonly outcome: OperatorOutcome;
  readonly tally: TallyOutcome;
  /** What the proposer said if it gave no reply. */
  readonly silence: string | undefined;
  readonly tried: Tried;
  readonly cost: TrialCost;
}

/** Nothing was proposed. */
export function noProposing(): Proposing {
  return {
    arms: NO_STANDINGS,
    byProposer: {},
    byMode: {},
    byHints: {},
    ideas: [],
    failuresByParent: new Map(),
    most: { tokens: 0, usd: 0 },
    pace: { proposeMs: 0, evaluateMs: 0 },
  };
}

/** Changes `proposing` to what it is after a trial has ended. Costs O(1). @param hints In force when it was asked for. */
export function takeEnded(proposing: Proposing, ended: EndedTrial, hints: number): void {
  const { proposer, mode, arm, outcome, tally, silence, tried, cost } = ended;
  proposing.byProposer = withTrial(proposing.byProposer, proposer, tally, cost);
  proposing.byMode = withTrial(proposing.byMode, mode, tally, cost);
  proposing.byHints = withTrial(proposing.byHints, String(hints), tally, cost);
  if (arm !== undefined) {
    const pulled = afterPull(proposing.arms, arm, outcome, cost);
    proposing.arms = afterAnswer(pulled, proposer, silence);
  }
  if (ended.worded) proposing.ideas = withIdea(proposing.ideas, tried);
  if (tried.parentId !== undefined && isFault(tried)) {
    const before = proposing.failuresByParent.get(tried.parentId) ?? [];
    proposing.failuresByParent.set(tried.parentId, withFailure(before, tried));
  }
  const { most } = proposing;
  if (cost.tokens > most.tokens || cost.usd > most.usd) {
    proposing.most = {
      tokens: Math.max(most.tokens, cost.tokens),
      usd: Math.max(most.usd, cost.usd),
    };
  }
  proposing.pace = {
    proposeMs: smoothed(proposing.pace.proposeMs, cost.proposeMs),
    evaluateMs:
      tally === 'rejected'
        ? proposing.pace.evaluateMs
        : smoothed(proposing.pace.evaluateMs, cost.evaluateMs),
  };
}

/** A run that goes on asks everybody again: what did not answer may answer now. */
export function forgetSilence(proposing: Proposing): void {
  proposing.arms = { ...proposing.arms, byProposer: {} };
}

/** What a trial that is asked for now is told. */
export function proposingNow(
  { arms, ideas, failuresByParent }: Proposing,
  parentId: TrialId | undefined,
  seq: number,
): ProposingThen {
  const failures = parentId === undefined ? undefined : failuresByParent.get(parentId);
  return { arms, ideas, failures: failures ?? [], seq };
}

function isFault({ outcome, detail }: Tried): boolean {
  return detail !== '' && (outcome === 'failed' || outcome === 'invalid');
}

const WEIGHT = 0.1;

function smoothed(before: number, value: number): number {
  return before === 0 ? value : before + WEIGHT * (value - before);
}
