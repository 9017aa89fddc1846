import type { Failure } from './evaluation.ts';
import type { Metrics } from './metric.ts';
import type { ProblemDescription } from './problem.ts';
import { type Rank, rankOf } from './rank.ts';
import type { Trial, TrialId } from './trial.ts';

/** What is kept of every trial of a run, also when there are a hundred thousand. */
export interface TrialSummary {
  readonly id: TrialId;
  readonly parentIds: readonly TrialId[];
  readonly programId: string;
  readonly proposer: string;
  readonly mode: string;
  readonly operators: readonly string[];
  /** Those of the trial of the same behaviour if this one was stopped after the first rung. */
  readonly rank: Rank;
  readonly metrics: Metrics;
  readonly signature: string | undefined;
  readonly sameAs: TrialId | undefined;
  /** Only a screening judged it. */
  readonly screened: boolean;
  readonly programSize: number;
  readonly failure: Failure['kind'] | undefined;
  readonly idea: string | undefined;
  readonly usd: number;
  readonly tokens: number;
  /** Wall time of the run when it finished, in milliseconds. */
  readonly elapsedMs: number;
  /** Number of the event that says how it was judged. */
  readonly seq: number;
}

/** What of a run a summary is made from. */
interface RunSoFar {
  readonly started: { readonly problem: ProblemDescription } | undefined;
  readonly trialById: ReadonlyMap<TrialId, TrialSummary>;
  /** Sequence number of the last event. */
  readonly seq: number;
}

/** What is kept of a trial, as the run stands. */
export function summaryOf(state: RunSoFar, trial: Trial): TrialSummary {
  const { evaluation, sameAs } = trial;
  return {
    id: trial.id,
    parentIds: trial.parentIds,
    programId: trial.programId,
    proposer: trial.proposer,
    mode: trial.mode,
    operators: trial.operators,
    rank: rankOfTrial(state, trial),
    metrics: evaluation.status === 'failed' ? {} : evaluation.metrics,
    signature: evaluation.status === 'valid' ? evaluation.signature : undefined,
    sameAs,
    screened: trial.screened ?? false,
    programSize: trial.programSize,
    failure: evaluation.status === 'failed' ? evaluation.failure.kind : undefined,
    idea: trial.idea,
    usd: trial.cost.usd,
    tokens: trial.cost.tokens,
    elapsedMs: trial.cost.elapsedMs,
    seq: state.seq,
    ...measuredOfTwin(state, trial),
  };
}

/** What a trial that was stopped after the first rung takes over: its own numbers are over fewer workloads. */
function measuredOfTwin(
  state: RunSoFar,
  { evaluation, sameAs }: Trial,
): Partial<Pick<TrialSummary, 'rank' | 'metrics'>> {
  if (evaluation.status !== 'valid' || !evaluation.partial || sameAs === undefined) return {};
  const twin = state.trialById.get(sameAs);
  return twin ? { rank: twin.rank, metrics: twin.metrics } : {};
}

/** The rank of a trial by its own numbers. @throws {RangeError} If the run has not started. */
export function rankOfTrial(state: RunSoFar, trial: Trial): Rank {
  if (!state.started) throw new RangeError('A log must begin with run.started');
  return rankOf(state.started.problem, trial.evaluation);
}
