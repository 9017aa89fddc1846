import type { OperatorOutcome } from './credit.ts';
import type { RunEvent } from './event.ts';
import type { Metrics } from './metric.ts';
import type { EndedTrial } from './proposing.ts';
import type { Ask, Trial } from './trial.ts';
import { faultText, type Tried } from './tried.ts';

/** What the log knew of a trial before it was rejected. */
export interface AskedTrial {
  readonly ask: Extract<Ask, { kind: 'propose' }> | undefined;
  /** Who proposes where the event does not say. */
  readonly proposer: string | undefined;
}

/** What a rejected trial says about its proposer. */
export function rejectedTrial(
  event: Extract<RunEvent, { type: 'trial.rejected' }>,
  { ask, proposer }: AskedTrial,
): EndedTrial {
  const { trialId, arm, operators, idea, why, detail, cost } = event;
  return {
    proposer: event.proposer ?? proposer ?? 'unknown',
    mode: ask?.mode ?? 'unknown',
    arm,
    worded: idea !== undefined,
    outcome: 'failure',
    tally: 'rejected',
    silence: why === 'no-reply' ? detail : undefined,
    tried: {
      trialId,
      parentId: ask?.parentIds[0],
      idea: idea ?? operators.join(' + '),
      outcome: 'rejected',
      detail: why,
    },
    cost,
  };
}

/** What a trial is compared with. */
export interface Measured {
  /** The first objective. */
  readonly metric: string;
  /** Of its first parent. */
  readonly parent: Metrics | undefined;
}

const TALLY_BY_OUTCOME = { failure: 'valid', success: 'better', best: 'best' } as const;

/** What a judged trial says about its proposer. */
export function finishedTrial(
  trial: Trial,
  outcome: OperatorOutcome,
  measured: Measured,
): EndedTrial {
  const { proposer, mode, arm, idea, evaluation, cost } = trial;
  const sound = TALLY_BY_OUTCOME[outcome];
  return {
    proposer,
    mode,
    arm,
    worded: idea !== undefined,
    outcome,
    tally: evaluation.status === 'valid' ? sound : 'unsound',
    silence: undefined,
    tried: triedIn(trial, outcome, measured),
    cost,
  };
}

function triedIn(trial: Trial, outcome: OperatorOutcome, { metric, parent }: Measured): Tried {
  const { id, parentIds, idea, operators, evaluation } = trial;
  const value = evaluation.status === 'valid' ? evaluation.metrics[metric] : undefined;
  const parentValue = parent?.[metric];
  return {
    trialId: id,
    parentId: parentIds[0],
    idea: idea ?? operators.join(' + '),
    outcome: outcomeWord(trial, outcome),
    detail: faultText(evaluation),
    ...(typeof value === 'number' ? { value } : {}),
    ...(typeof parentValue === 'number' ? { parentValue } : {}),
  };
}

function outcomeWord({ evaluation, sameAs }: Trial, outcome: OperatorOutcome): Tried['outcome'] {
  if (evaluation.status !== 'valid') return evaluation.status;
  if (sameAs !== undefined) return 'same';
  return outcome === 'failure' ? 'worse' : 'better';
}
