import { EMPTY_CREDIT, creditAfter, type CreditByOperator } from './credit.ts';
import { type Budget, type Spend, withEvaluation } from './budget.ts';
import { finishedTrial, rejectedTrial } from './ended-trial.ts';
import type { Conditions } from './conditions.ts';
import type { Claim, RunEvent, Sentinel } from './event.ts';
import type { Violation } from './evaluation.ts';
import { noteLeader } from './leaders.ts';
import { quarantineOf } from './quarantine.ts';
import {
  forgetSilence,
  noProposing,
  type Proposing,
  proposingNow,
  takeEnded,
} from './proposing.ts';
import { compareRanks, type Rank } from './rank.ts';
import type { Trial, TrialId } from './trial.ts';
import { applySteered, broughtTo, type OpenTrial } from './open-trial.ts';
import { type Injection, noSteering, type Steering } from './steering.ts';
import { rankOfTrial, summaryOf, type TrialSummary } from './trial-summary.ts';

export type { OpenTrial } from './open-trial.ts';
export { summaryOf, type TrialSummary } from './trial-summary.ts';

/**
 * How far a run has got: asking for trials, the winner chosen on fresh workloads, its claim confirmed, the holdout
 * opened. Asking for another trial is a search again.
 */
export type Stage = 'search' | 'selected' | 'confirmed' | 'opened';

/** A run as its log tells it. Changed in place by {@link applyEvent}; everybody else reads. */
export interface RunState {
  started: Extract<RunEvent, { type: 'run.started' }> | undefined;
  budget: Budget;
  concurrency: number;
  /** What programs ran under, by id, in the order of the run's sessions. */
  readonly conditionsById: Map<string, Conditions>;
  /** Folder where the problem's real inputs were last looked for, if one was named. */
  dataPath: string | undefined;
  /** Sequence number of the last event. */
  seq: number;
  spend: Spend;
  /** Sum and number of full evaluations' wall times, for estimates. */
  evaluated: { count: number; ms: number };
  /** The seed program's trial and those of the baselines, in full, by id. */
  readonly referenceById: Map<TrialId, Trial>;
  /** Every finished trial, the references too, in the order of finishing. */
  readonly trialById: Map<TrialId, TrialSummary>;
  /** The first trial of each behaviour that was evaluated in full. Not baselines: no trial can begin at one. */
  readonly trialBySignature: Map<string, TrialId>;
  /** The first trial of each behaviour that was only screened. */
  readonly screenedBySignature: Map<string, TrialId>;
  /** How often the seed program was judged again, and what came of it the last time. */
  readonly sentinels: { count: number; last: Sentinel | undefined };
  /** What is in quarantine, with what was seen. */
  readonly quarantined: Map<TrialId, Violation>;
  /** The ranks of the best trials of behaviours of their own, best first; see {@link noteLeader}. */
  readonly leaders: Rank[];
  readonly trialByCanonicalHash: Map<string, TrialId>;
  readonly childCountById: Map<TrialId, number>;
  readonly openById: Map<TrialId, OpenTrial>;
  readonly rejectedByWhy: Map<string, number>;
  /** Best of the seed program and of the trials that were not stopped early; never a baseline. */
  best: Trial | undefined;
  credit: CreditByOperator;
  readonly proposing: Proposing;
  /** Who proposes now; as the run or its last session began. */
  proposers: Extract<RunEvent, { type: 'run.started' }>['proposers'] | undefined;
  readonly steering: Steering;
  /** A program from outside whose trial begins with the next event. */
  injection: Injection | undefined;
  stage: Stage;
  selection: Extract<RunEvent, { type: 'selection.finished' }> | undefined;
  confirmed: Claim | undefined;
  /** How many claims were confirmed; each used its own fresh workloads. */
  confirmations: number;
  holdouts: { readonly draw: number; readonly claim: Claim }[];
  ended: Extract<RunEvent, { type: 'run.ended' }> | undefined;
}

/** A run of which nothing is known yet. */
export function emptyRunState(): RunState {
  return {
    started: undefined,
    budget: {},
    concurrency: 1,
    conditionsById: new Map(),
    dataPath: undefined,
    seq: 0,
    spend: { trials: 0, evaluations: 0, wallMs: 0, evaluationSeconds: 0, tokens: 0, usd: 0 },
    evaluated: { count: 0, ms: 0 },
    referenceById: new Map(),
    trialById: new Map(),
    trialBySignature: new Map(),
    screenedBySignature: new Map(),
    sentinels: { count: 0, last: undefined },
    quarantined: new Map(),
    leaders: [],
    trialByCanonicalHash: new Map(),
    childCountById: new Map(),
    openById: new Map(),
    rejectedByWhy: new Map(),
    best: undefined,
    credit: EMPTY_CREDIT,
    proposing: noProposing(),
    proposers: undefined,
    steering: noSteering(),
    injection: undefined,
    stage: 'search',
    selection: undefined,
    confirmed: undefined,
    confirmations: 0,
    holdouts: [],
    ended: undefined,
  };
}

/** The state after all of `events`, in order. */
export function runStateOf(events: Iterable<RunEvent>): RunState {
  const state = emptyRunState();
  for (const event of events) applyEvent(state, event);
  return state;
}

/** Changes `state` to what it is after `event`. Costs O(1). */
export function applyEvent(state: RunState, event: RunEvent): void {
  state.seq = event.seq;
  switch (event.type) {
    case 'run.started':
      applyBegun(state, event);
      return;
    case 'run.resumed':
      applyResumed(state, event);
      return;
    case 'reference.finished':
      applyReference(state, event);
      return;
    case 'trial.started':
      applyStarted(state, event);
      return;
    case 'trial.proposed':
      applyProposed(state, event);
      return;
    case 'trial.rejected':
      applyRejected(state, event);
      return;
    case 'trial.finished':
      applyFinished(state, event.trial);
      return;
    case 'run.steered':
    case 'question.asked':
      applySteered(state, event);
      return;
    case 'sentinel.finished':
      applySentinel(state, event.sentinel);
      return;
    case 'selection.finished':
      state.selection = event;
      reach(state, 'selected', event);
      return;
    case 'claim.confirmed':
      state.confirmed = event.claim;
      state.confirmations += 1;
      reach(state, 'confirmed', event);
      return;
    case 'holdout.opened':
      state.holdouts.push({ draw: event.draw, claim: event.claim });
      reach(state, 'opened', event);
      return;
    case 'run.ended':
      state.ended = event;
      state.spend = { ...state.spend, wallMs: event.wallMs };
      return;
  }
}

function applyReference(
  state: RunState,
  { trialId, canonicalHash, trial }: Extract<RunEvent, { type: 'reference.finished' }>,
): void {
  state.referenceById.set(trialId, trial);
  state.trialByCanonicalHash.set(canonicalHash, trialId);
  recordTrial(state, trial);
}

function applySentinel(state: RunState, sentinel: Sentinel): void {
  state.sentinels.count += 1;
  state.sentinels.last = sentinel;
  state.spend = withEvaluation(state.spend, sentinel.evaluateMs / 1000);
}

function applyBegun(state: RunState, event: Extract<RunEvent, { type: 'run.started' }>): void {
  state.started = event;
  state.proposers = event.proposers;
  applySession(state, event);
}

function applyResumed(state: RunState, event: Extract<RunEvent, { type: 'run.resumed' }>): void {
  applySession(state, event);
  // Who resumes what had ended wants more of it; one that died on the way to its end goes on to it.
  if (state.ended?.why === 'stopped') state.steering.stoppedBy = undefined;
  state.ended = undefined;
  state.proposers = event.proposers ?? state.proposers;
  forgetSilence(state.proposing);
}

function applyStarted(state: RunState, event: Extract<RunEvent, { type: 'trial.started' }>): void {
  const { trialId: id, ask, order } = event;
  state.stage = 'search';
  state.spend = { ...state.spend, trials: state.spend.trials + 1 };
  const proposing = proposingNow(state.proposing, ask.parentIds[0], event.seq);
  const { credit } = state;
  state.openById.set(id, {
    id,
    ask,
    credit,
    proposing,
    proposed: undefined,
    ...broughtTo(state, order),
  });
}

function applyProposed(
  state: RunState,
  event: Extract<RunEvent, { type: 'trial.proposed' }>,
): void {
  const open = state.openById.get(event.trialId);
  if (open) state.openById.set(event.trialId, { ...open, proposed: event });
  if (!state.trialByCanonicalHash.has(event.canonicalHash)) {
    state.trialByCanonicalHash.set(event.canonicalHash, event.trialId);
  }
  state.spend = {
    ...state.spend,
    tokens: state.spend.tokens + event.cost.tokens,
    usd: state.spend.usd + event.cost.usd,
  };
}

function applyRejected(
  state: RunState,
  event: Extract<RunEvent, { type: 'trial.rejected' }>,
): void {
  const open = state.openById.get(event.trialId);
  state.openById.delete(event.trialId);
  state.rejectedByWhy.set(event.why, (state.rejectedByWhy.get(event.why) ?? 0) + 1);
  state.credit = creditAfter(state.credit, event.operators, 'failure');
  countChild(state, open?.ask.parentIds ?? []);
  const asked = { ask: open?.ask, proposer: state.started?.proposers[0]?.name };
  takeEnded(state.proposing, rejectedTrial(event, asked), open?.hints.length ?? 0);
  state.spend = {
    ...state.spend,
    wallMs: Math.max(state.spend.wallMs, event.cost.elapsedMs),
    tokens: state.spend.tokens + event.cost.tokens,
    usd: state.spend.usd + event.cost.usd,
  };
}

function applyFinished(state: RunState, trial: Trial): void {
  const hints = state.openById.get(trial.id)?.hints.length ?? 0;
  state.openById.delete(trial.id);
  countChild(state, trial.parentIds);
  const outcome = outcomeOf(state, trial);
  state.credit = creditAfter(state.credit, trial.operators, outcome);
  const [metric = ''] = state.started?.problem.objectives.metrics ?? [];
  const parent = state.trialById.get(trial.parentIds[0] ?? '');
  const measured = { metric, parent: parent?.metrics };
  takeEnded(state.proposing, finishedTrial(trial, outcome, measured), hints);
  state.spend = {
    ...state.spend,
    evaluations: state.spend.evaluations + evaluationsOf(state, trial),
  };
  recordTrial(state, trial);
}

/** A doubt counts as the evaluations that would run on as many workloads. */
function evaluationsOf({ started }: RunState, { doubt }: Trial): number {
  if (!started || !doubt) return 1;
  return 1 + Math.ceil(doubt.perRegime / started.problem.counts.search);
}

function outcomeOf(state: RunState, trial: Trial): 'failure' | 'success' | 'best' {
  const rank = rankOfTrial(state, trial);
  if (rank.status !== 'valid' || trial.sameAs !== undefined || trial.screened) return 'failure';
  if (state.best && compareRanks(rank, rankOfTrial(state, state.best)) < 0) return 'best';
  const parent =
    trial.parentIds[0] === undefined ? undefined : state.trialById.get(trial.parentIds[0]);
  return parent && compareRanks(rank, parent.rank) <= 0 ? 'success' : 'failure';
}

function recordTrial(state: RunState, trial: Trial): void {
  const summary = summaryOf(state, trial);
  state.trialById.set(trial.id, summary);
  const against = quarantineOf(trial.evaluation);
  if (against) state.quarantined.set(trial.id, against);
  recordSpend(state, trial);
  if (trial.sameAs !== undefined || trial.proposer === 'baseline') return;
  const { signature, rank, screened } = summary;
  const known = screened ? state.screenedBySignature : state.trialBySignature;
  if (signature !== undefined && !known.has(signature)) known.set(signature, trial.id);
  if (screened) return;
  noteLeader(state.leaders, rank);
  const better = !state.best || compareRanks(rank, rankOfTrial(state, state.best)) < 0;
  if (better) state.best = trial;
}

function recordSpend(state: RunState, trial: Trial): void {
  state.spend = {
    ...state.spend,
    wallMs: Math.max(state.spend.wallMs, trial.cost.elapsedMs),
    evaluationSeconds:
      state.spend.evaluationSeconds +
      (trial.cost.evaluateMs + (trial.doubt?.evaluateMs ?? 0)) / 1000,
  };
  const { evaluation, screened } = trial;
  if (evaluation.status === 'valid' && evaluation.partial === undefined && !screened) {
    state.evaluated = {
      count: state.evaluated.count + 1,
      ms: state.evaluated.ms + trial.cost.evaluateMs,
    };
  }
}

function countChild(state: RunState, parentIds: readonly TrialId[]): void {
  for (const id of parentIds) state.childCountById.set(id, (state.childCountById.get(id) ?? 0) + 1);
}

function reach(
  state: RunState,
  stage: Stage,
  { evaluationSeconds }: { readonly evaluationSeconds: number },
): void {
  state.stage = stage;
  state.spend = withEvaluation(state.spend, evaluationSeconds);
}

/** How a run goes on from here. */
function applySession(
  state: RunState,
  event: Extract<RunEvent, { type: 'run.started' | 'run.resumed' }>,
): void {
  const { budget, concurrency, dataPath, conditions } = event;
  state.budget = budget;
  state.concurrency = concurrency;
  state.dataPath = dataPath;
  if (conditions) state.conditionsById.set(conditions.id, conditions);
}
