import { applyEvent, type RunState } from '../../domain/run-state.ts';
import type { Program } from '../../domain/program.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { SteerCommand } from '../../domain/steering.ts';
import type { Trial, TrialId } from '../../domain/trial.ts';
import { ConfigError } from '../../domain/errors.ts';
import {
  readRun,
  steerRun,
  type SteerOutcome,
  type TrialEnd,
  trialEnd,
} from '../../compose/index.ts';

/** How long a run may take until it takes an order, in milliseconds: it looks often, and may be busy. */
const WAIT_MS = 10_000;

/** A run that goes on, here or in another process, as its log tells. */
export interface LiveRun extends Disposable {
  readonly problem: ProblemDescription;
  /** What the log tells by now. */
  state(): RunState;
  /** A finished trial in full; undefined if there is none of that name. */
  trial(id: TrialId): Trial | undefined;
  program(id: TrialId): Program;
  order(by: string, command: SteerCommand, signal: AbortSignal): Promise<SteerOutcome>;
  /** Waits until a trial has ended; undefined if the run ended before. */
  ended(id: TrialId, signal: AbortSignal): Promise<TrialEnd | undefined>;
}

/** Follows the run in `folder`. @throws {ConfigError} If there is none. */
export function followLive(folder: string): LiveRun {
  const run = readRun(folder);
  const { state } = run;
  const problem = state.started?.problem;
  if (!problem) {
    run.close();
    throw new ConfigError(`Cannot serve ${folder} as nothing of it was logged yet`);
  }
  const now = (): RunState => {
    for (const event of run.events(state.seq + 1)) applyEvent(state, event);
    return state;
  };
  return {
    problem,
    state: now,
    trial: (id) => {
      const { referenceById, trialById } = now();
      const seq = trialById.get(id)?.seq;
      if (referenceById.has(id) || seq === undefined) return referenceById.get(id);
      for (const event of run.events(seq)) {
        return event.type === 'trial.finished' ? event.trial : undefined;
      }
      return undefined;
    },
    program: (id) => run.getProgram(now().trialById.get(id)?.programId ?? ''),
    order: (by, command, signal) => steerRun({ folder, by, command, waitMs: WAIT_MS, signal }),
    ended: (id, signal) => trialEnd(folder, id, signal),
    [Symbol.dispose]: () => run.close(),
  };
}
