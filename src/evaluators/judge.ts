import type { Examination, Conduct, Outcome, Statement, Survey } from './judge-protocol.ts';
import type { Channel } from '../contracts/sandbox.ts';
import type { Opening, StepAnswer, StepWish } from './session-messages.ts';
import { InfraError } from '../domain/errors.ts';
import { ProblemError } from './problem-fault.ts';

/** What the judge asks while it conducts a program. */
export interface Conductor {
  /** The judge holds the program's channel; of a policy, that of this session. */
  readonly opened: (session?: number) => void;
  /** Starts an instance of a policy: the candidate, or a baseline by its name. Absent for a function. */
  readonly open?: (session: number, program: string) => Promise<Opening>;
  /** Runs a step of a command. Absent for others. */
  readonly exec?: (wish: StepWish) => Promise<StepAnswer['end']>;
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
  load(problemPath: string, secret: string, dataPath?: string): Promise<void>;
  describe(): Promise<Statement>;
  /** @throws {ProblemError} If a workload cannot be made. @throws {JudgeGoneError} If the process went away. */
  evaluate(conduct: Conduct, conductor: Conductor): Promise<Outcome>;
  /** Like `evaluate`, and looks at the problem itself. */
  examine(
    conduct: Conduct & { readonly relations: boolean },
    conductor: Conductor,
  ): Promise<Examination>;
  /** Asks a function again what it was asked in the evaluation before, whose calls were kept. */
  replay(
    session: { readonly nonce: string; readonly channel: Channel },
    conductor: Pick<Conductor, 'opened'>,
  ): Promise<Outcome>;
  survey(samples: number): Promise<Survey>;
  /** Median time of an empty call, in microseconds; undefined if the program did not answer. */
  calibrate(
    job: { readonly nonce: string; readonly channel: Channel; readonly calls: number },
    conductor: Pick<Conductor, 'opened'>,
  ): Promise<number | undefined>;
  /** Kills the process now. */
  kill(): void;
}

/** Where the judge was when it last gave a sign. */
export interface Whereabouts {
  readonly regime: string;
  readonly index: number;
  /** Reading real inputs, making the workload, or conducting and measuring a program on it. */
  readonly step: 'parse' | 'generate' | 'judge';
}

/** The problem's own code did not end. The judge was killed for it. */
export class ProblemHangsError extends ProblemError {
  readonly regime: string | undefined;
  readonly index: number | undefined;
  /** Whether a program's output may have brought it about. */
  readonly onOutput: boolean;

  /** @param where `undefined` while the problem was being loaded. */
  constructor(problemPath: string, limitMs: number, where: Whereabouts | undefined) {
    super({ file: problemPath, ...hangText(limitMs, where) });
    this.regime = where?.regime;
    this.index = where?.index;
    this.onOutput = where?.step === 'judge';
  }
}

function hangText(
  limitMs: number,
  where: Whereabouts | undefined,
): { key?: string; message: string; hint: string } {
  const late = `did not end within ${Math.round(limitMs / 100) / 10} s`;
  if (where === undefined)
    return { message: late, hint: 'what it does when it is loaded must end' };
  if (where.step === 'parse') {
    const hint = 'give it smaller files, or let it make less of them';
    return { key: 'workloads.data', message: `parse ${late} on one file`, hint };
  }
  const place = `in the regime "${where.regime}", workload ${where.index}`;
  if (where.step === 'generate') {
    const hint = 'it must end soon whatever it draws';
    return { key: 'workloads.generate', message: `${late} ${place}`, hint };
  }
  const hint = 'they must end soon for every output that fits the schema';
  return {
    key: 'measure',
    message: `drive, an invariant, measure or bound ${late} ${place}`,
    hint,
  };
}

/** The judge's process went away before it had answered. */
export class JudgeGoneError extends InfraError {}
