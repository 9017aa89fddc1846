import type { Examination, Conduct, Outcome, Statement, Survey } from './judge-protocol.ts';
import type { Channel } from '../contracts/sandbox.ts';
import type { Opening } from './session-messages.ts';

/** What the judge asks while it conducts a program. */
export interface Conductor {
  /** The judge holds the program's channel; of a policy, that of this session. */
  readonly opened: (session?: number) => void;
  /** Starts an instance of a policy: the candidate, or a baseline by its name. Absent for a function. */
  readonly open?: (session: number, program: string) => Promise<Opening>;
  /** The judge needs this instance no more. */
  readonly close?: (session: number) => void;
  /** Whether to go on after the first rung, given its signature. */
  readonly probe: (signature: string) => boolean;
}

/** The process that holds a problem: it alone runs the problem's code. One request at a time. */
export interface Judge extends AsyncDisposable {
  /** Process id, for tests that kill it. */
  readonly pid: number;
  /** @throws {ProblemError} If the problem cannot be used. */
  load(problemPath: string, secret: string): Promise<void>;
  describe(): Promise<Statement>;
  /** @throws {ProblemError} If a workload cannot be made. @throws {JudgeGoneError} If the process went away. */
  evaluate(conduct: Conduct, conductor: Conductor): Promise<Outcome>;
  /** Like `evaluate`, and looks at the problem itself. */
  examine(
    conduct: Conduct & { readonly relations: boolean },
    conductor: Conductor,
  ): Promise<Examination>;
  survey(samples: number): Promise<Survey>;
  /** Median time of an empty call, in microseconds; undefined if the program did not answer. */
  calibrate(
    job: { readonly nonce: string; readonly channel: Channel; readonly calls: number },
    conductor: Pick<Conductor, 'opened'>,
  ): Promise<number | undefined>;
  /** Kills the process now. */
  kill(): void;
}

/** The judge's process went away before it had answered. */
export class JudgeGoneError extends Error {
  override readonly name = 'JudgeGoneError';
}
