import { z } from 'zod';
import { decodeStrictJson, encodeFrame, FrameReader } from './framing.ts';
import {
  type Conductor,
  type Judge,
  JudgeGoneError,
  ProblemHangsError,
  type Whereabouts,
} from './judge.ts';
import {
  type Conduct,
  type Examination,
  examinationSchema,
  type FromJudge,
  fromJudgeSchema,
  type JudgeRequest,
  type Outcome,
  outcomeSchema,
  type Statement,
  statementSchema,
  type Survey,
  surveySchema,
  type ToJudge,
} from './judge-protocol.ts';
import { ProblemError } from './problem-fault.ts';
import type { StepWish } from './session-messages.ts';

const MESSAGE_BYTES = 256 * 2 ** 20;
/** How long a problem's own code may take at a stretch, in milliseconds; a program's own time comes on top. */
const PROBLEM_CODE_MS = 60_000;

/** A judge's process, as the client uses it. */
export interface JudgeProcess {
  readonly pid: number;
  write(frame: Uint8Array): void;
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Why it ended, with the last that it printed. */
  onEnd(listener: (why: string) => void): void;
  kill(): void;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
}

/**
 * Speaks the judge's protocol with a process.
 *
 * @param problemCodeMs How long a problem's own code may take at a stretch.
 */
export function judgeClient(process: JudgeProcess, problemCodeMs: number = PROBLEM_CODE_MS): Judge {
  const line = new Line(process, problemCodeMs);
  const ask = <T>(
    request: JudgeRequest,
    schema: z.ZodType<T>,
    conductor?: Partial<Conductor>,
  ): Promise<T> => line.ask(request, conductor ?? {}).then((result) => schema.parse(result));
  return {
    pid: process.pid,
    load: async (problemPath, secret, dataPath) => {
      line.problemPath = problemPath;
      const { workloadMs } = await ask(
        { type: 'load', problemPath, secret, dataPath },
        loadedSchema,
      );
      line.silenceMs += workloadMs;
    },
    describe: (): Promise<Statement> => ask({ type: 'describe' }, statementSchema),
    evaluate: (conduct: Conduct, conductor): Promise<Outcome> =>
      ask({ type: 'evaluate', ...conduct }, outcomeSchema, conductor),
    examine: (conduct, conductor): Promise<Examination> =>
      ask({ type: 'examine', ...conduct }, examinationSchema, conductor),
    replay: (session, conductor): Promise<Outcome> =>
      ask({ type: 'replay', ...session }, outcomeSchema, conductor),
    survey: (samples): Promise<Survey> => ask({ type: 'survey', samples }, surveySchema),
    calibrate: async (job, conductor) =>
      (await ask({ type: 'calibrate', ...job }, z.number().nullable(), conductor)) ?? undefined,
    kill: () => process.kill(),
    [Symbol.asyncDispose]: async () => {
      process.kill();
      await process.ended;
    },
  };
}

const loadedSchema = z.object({ workloadMs: z.number() });

interface Pending {
  readonly id: number;
  readonly conductor: Partial<Conductor>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  timer: NodeJS.Timeout;
  where: Whereabouts | undefined;
}

/** One request at a time over a process. */
class Line {
  readonly #process: JudgeProcess;
  readonly #reader = new FrameReader(MESSAGE_BYTES);
  #lastId = 0;
  #pending: Pending | undefined;
  #gone: JudgeGoneError | undefined;

  problemPath = '';
  /** How long the judge may give no sign. */
  silenceMs: number;

  constructor(process: JudgeProcess, silenceMs: number) {
    this.#process = process;
    this.silenceMs = silenceMs;
    process.onData((chunk) => {
      for (const body of this.#reader.push(chunk))
        this.#receive(fromJudgeSchema.parse(decodeStrictJson(body)));
    });
    process.onEnd((why) => {
      this.#gone ??= new JudgeGoneError(`The judge went away: ${why}`);
      this.#pending?.reject(this.#gone);
    });
  }

  ask(request: JudgeRequest, conductor: Partial<Conductor>): Promise<unknown> {
    if (this.#pending) throw new Error('The judge works on one request at a time');
    if (this.#gone) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending = { id, conductor, resolve, reject, timer: this.#watch(), where: undefined };
    });
    this.#send({ id, ...request });
    return answer.finally(() => {
      clearTimeout(this.#pending?.timer);
      this.#pending = undefined;
    });
  }

  #send(message: ToJudge): void {
    this.#process.write(encodeFrame(message));
  }

  /** Starts an instance for the judge; what prevents it in the world ends the request. */
  #open({ id, conductor, reject }: Pending, session: number, program: string): void {
    if (!conductor.open) return reject(new Error('The judge asked for an instance of a function'));
    conductor.open(session, program).then(
      (opening) =>
        this.#send(
          'failure' in opening
            ? { id, type: 'not-opened', session, ...opening }
            : { id, type: 'opened-session', session, ...opening },
        ),
      (error: unknown) => this.#leave(reject, error),
    );
  }

  /** Runs a step for the judge; what prevents it in the world ends the request. */
  #exec({ id, conductor, reject }: Pending, wish: StepWish): void {
    if (!conductor.exec) return reject(new Error('The judge asked for a step of what has none'));
    conductor.exec(wish).then(
      (end) => this.#send({ id, type: 'executed', number: wish.number, end }),
      (error: unknown) => this.#leave(reject, error),
    );
  }

  /** The judge still waits for what cannot be had, and nobody for the judge. */
  #leave(reject: Pending['reject'], error: unknown): void {
    reject(error instanceof Error ? error : new Error(String(error)));
    this.#gone ??= new JudgeGoneError('The judge was left without an answer');
    this.#process.kill();
  }

  /** Problem code that does not end cannot be interrupted, only killed. */
  #watch(): NodeJS.Timeout {
    return setTimeout(() => {
      const { problemPath, silenceMs } = this;
      this.#gone ??= new JudgeGoneError('The judge gave no sign and was killed');
      this.#pending?.reject(new ProblemHangsError(problemPath, silenceMs, this.#pending.where));
      this.#process.kill();
    }, this.silenceMs);
  }

  #receive(message: FromJudge): void {
    const pending = this.#pending;
    if (pending?.id !== message.id) return;
    clearTimeout(pending.timer);
    pending.timer = this.#watch();
    switch (message.type) {
      case 'opened':
        return pending.conductor.opened?.(message.session);
      case 'open':
        return this.#open(pending, message.session, message.program);
      case 'exec':
        return this.#exec(pending, message);
      case 'close':
        return pending.conductor.close?.(message.session);
      case 'progress':
        pending.where = { regime: message.regime, index: message.index, step: message.step };
        return;
      case 'probe':
        return this.#send({
          id: message.id,
          type: 'verdict',
          go: pending.conductor.probe?.(message.signature) ?? true,
        });
      case 'done':
        return pending.resolve(message.result);
      case 'fault':
        return pending.reject(new ProblemError(message.fault));
      case 'error':
        return pending.reject(new Error(`The judge failed: ${message.message}`));
    }
  }
}
