import type { Readable, Writable } from 'node:stream';
import type { Channel } from '../../contracts/sandbox.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeStrictJson, encodeFrame, FrameReader } from '../framing.ts';
import type { Whereabouts } from '../judge.ts';
import {
  type FromJudge,
  type JudgeRequest,
  type Outcome,
  type ToJudge,
  toJudgeSchema,
} from '../judge-protocol.ts';
import { ProblemError } from '../problem-fault.ts';
import { busyCheck } from './busy-check.ts';
import { CallBook } from './call-book.ts';
import { checkParts, type DataStore, dataStore } from './data/data-store.ts';
import { surveyData } from './data/survey-data.ts';
import { describe } from './describe.ts';
import { evaluate, type Evaluating } from './evaluate.ts';
import { examineWorkload } from './examine.ts';
import { Instances } from './instances.ts';
import { loadProblem, type ProblemFiles } from './load-problem.ts';
import { openProgramChannel, type ProgramChannel } from './program-channel.ts';
import { announced, calledProgram, type Programs } from './programs.ts';
import { Steps } from './steps.ts';
import { survey } from './survey.ts';
import {
  cpuMsOf,
  Habit,
  instancesMeter,
  stepsMeter,
  type UsageMeter,
  usageMeter,
} from './usage-meter.ts';
import { type WorkloadSource, workloadSource } from './workload-source.ts';

/** Largest message between the judge and its parent: a description with all program texts. */
const MESSAGE_BYTES = 256 * 2 ** 20;
/** How long a program may take to be loaded, in milliseconds. */
const READY_MS = 10_000;
/** As if the program had never begun, which is tried again: a CPU time was told that nobody had looked at. */
const TO_BE_REPEATED = {
  outcome: { kind: 'gone', begun: false, finished: [] },
  seen: [],
} as const;
/** How often an examination says that it goes on, in milliseconds at least. */
const SIGN_MS = 100;

/** Before the first workload. */
const NOWHERE = { regime: '', index: 0 };

/** What {@link serveJudge} needs. */
export interface JudgeWorld {
  readonly requests: Readable;
  readonly replies: Writable;
  readonly clock: Clock;
}

type Request<Type extends ToJudge['type']> = Extract<ToJudge, { type: Type }>;

/** Answers requests until the parent is gone. */
export async function serveJudge({ requests, replies, clock }: JudgeWorld): Promise<void> {
  const judge = new JudgeServer(clock, (message) => replies.write(encodeFrame(message)));
  const reader = new FrameReader(MESSAGE_BYTES);
  for await (const chunk of requests) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The judge reads bytes');
    for (const body of reader.push(chunk))
      judge.receive(toJudgeSchema.parse(decodeStrictJson(body)));
  }
}

/** Everything that is known once a problem is loaded. */
interface Loaded {
  readonly files: ProblemFiles;
  readonly data: DataStore;
  readonly source: WorkloadSource;
  readonly habit: Habit;
}

class JudgeServer {
  readonly #clock: Clock;
  readonly #send: (message: FromJudge) => void;
  #loaded: Loaded | undefined;
  #awaitsVerdict: ((go: boolean) => void) | undefined;
  /** Those of the policy that is judged now. */
  #instances: Instances | undefined;
  /** Those of the command that is judged now. */
  #steps: Steps | undefined;
  /** The calls of the last evaluation that was to be replayed. */
  #calls: CallBook | undefined;

  constructor(clock: Clock, send: (message: FromJudge) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  receive(message: ToJudge): void {
    if (message.type === 'executed') return this.#steps?.answer(message);
    if (message.type === 'verdict') return this.#awaitsVerdict?.(message.go);
    if (message.type === 'opened-session' || message.type === 'not-opened')
      return this.#instances?.answer(message);
    this.#answer(message).then(
      (result) => this.#send({ id: message.id, type: 'done', result }),
      (error: unknown) => this.#send(errorMessage(message.id, error)),
    );
  }

  #answer(message: JudgeRequest & { readonly id: number }): Promise<unknown> {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'describe':
        return Promise.resolve().then(() => describe(this.#problem().files));
      case 'survey':
        return Promise.resolve().then(() => this.#survey(message));
      case 'calibrate':
        return Promise.resolve().then(() => this.#calibrate(message));
      case 'replay':
        return Promise.resolve().then(() => this.#replay(message));
      case 'evaluate':
        return this.#evaluate(message).then(({ outcome }) => outcome);
      case 'examine':
        return this.#evaluate(message);
    }
  }

  async #load({ problemPath, secret, dataPath }: Request<'load'>): Promise<{ workloadMs: number }> {
    const files = await loadProblem(problemPath, dataPath);
    const data = dataStore(files.data, files.problem);
    checkParts(data);
    const source = workloadSource(files.problem, secret, data);
    this.#loaded = { files, data, source, habit: new Habit() };
    return { workloadMs: files.problem.limits.workloadMs };
  }

  #problem(): Loaded {
    if (!this.#loaded) throw new Error('No problem is loaded');
    return this.#loaded;
  }

  #survey({ id, samples }: Request<'survey'>): unknown {
    const { files, source, data } = this.#problem();
    const progress = (regime: string, index: number): void =>
      this.#send({ id, type: 'progress', regime, index, step: 'generate' });
    const surveyed = survey(files.problem, source, { samples, clock: this.#clock, progress });
    const sign = (): void =>
      this.#send({ id, type: 'progress', regime: '', index: 0, step: 'parse' });
    return { ...surveyed, data: surveyData(data, files.problem.file, sign) };
  }

  #evaluate(
    message: Request<'evaluate'> | Request<'examine'>,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { kind } = this.#problem().files.problem;
    if (kind === 'command') return this.#evaluateCommand(message);
    return kind === 'policy' ? this.#evaluatePolicy(message) : this.#evaluateFunction(message);
  }

  async #evaluateFunction(
    message: Request<'evaluate'> | Request<'examine'>,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { channel, nonce } = message;
    if (channel === undefined || nonce === undefined) throw new Error('No program was started');
    const { outputBytes } = this.#problem().files.problem.limits;
    const program = this.#open(message.id, channel, nonce, outputBytes);
    try {
      const { hostPid } = channel;
      const { habit } = this.#problem();
      let begunCpuMs = 0;
      const ready = program.ready(READY_MS, () => {
        if (habit.mayRead) begunCpuMs = cpuMsOf(hostPid);
      });
      if (ready.kind !== 'reply') return { outcome: { ...ready, finished: [] }, seen: [] };
      const programs = calledProgram((inputs, limitMs) => program.exchange(inputs, limitMs));
      const load = { hostPid, begunCpuMs, us: ready.us };
      const meter = usageMeter(load, message.noopUs, habit);
      const check = busyCheck(meter, message.noopUs > 0 ? hostPid : undefined);
      const conducted = check.held(await this.#conduct(message, programs, check.meter));
      return habit.takeMissed() ? TO_BE_REPEATED : conducted;
    } finally {
      program.close();
    }
  }

  async #evaluateCommand(
    message: Request<'evaluate'> | Request<'examine'>,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { id, exchangeFolder: folder } = message;
    const { limits, command } = this.#problem().files.problem;
    if (folder === undefined) throw new Error('No tree was built');
    const { outputBytes } = limits;
    this.#steps = new Steps({ send: (wish) => this.#send({ id, ...wish }), folder, outputBytes });
    const { steps = {}, counted = {} } = command ?? {};
    const meter = stepsMeter(Object.keys(steps), Object.keys(counted));
    return await this.#conduct(message, this.#steps, meter);
  }

  async #evaluatePolicy(
    message: Request<'evaluate'> | Request<'examine'>,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { id, noopUs } = message;
    const { outputBytes } = this.#problem().files.problem.limits;
    const instances = new Instances({
      send: (wish) => this.#send({ id, ...wish }),
      open: (channel, nonce) =>
        openProgramChannel({ channel, nonce, outputBytes, clock: this.#clock }),
      readyMs: READY_MS,
      cpuMs: cpuMsOf,
    });
    this.#instances = instances;
    try {
      return await this.#conduct(message, instances, instancesMeter(noopUs));
    } finally {
      instances.end();
      await instances.settled();
      this.#instances = undefined;
    }
  }

  async #conduct(
    message: Request<'evaluate'> | Request<'examine'>,
    programs: Programs,
    meter: UsageMeter,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { files, source } = this.#problem();
    const { problem } = files;
    const clock = this.#clock;
    let where: Whereabouts | undefined;
    const progress = (next: Whereabouts | undefined): void => {
      where = next;
      if (where) this.#send({ id: message.id, type: 'progress', ...where });
    };
    const isExamined = message.type === 'examine';
    this.#calls = message.keepCalls ? new CallBook() : undefined;
    const kept = this.#calls?.keeping(programs, () => where ?? NOWHERE) ?? programs;
    let signMs = -Infinity;
    const sign = (): void => {
      if (clock.monotonicMs() - signMs < SIGN_MS) return;
      signMs = clock.monotonicMs();
      progress(where);
    };
    const conducting = {
      problem,
      // An examination conducts a program several times on one workload.
      programs: isExamined ? announced(kept, sign) : kept,
      clock,
      meter,
      strict: isExamined,
    };
    const evaluating: Evaluating = {
      ...conducting,
      source,
      plan: message,
      progress,
      probe: (signature) => this.#probe(message.id, signature),
    };
    if (message.type === 'evaluate') return await evaluate(evaluating);
    const { relations } = message;
    const examine: Evaluating['examine'] = (workload, done, finding) =>
      examineWorkload({ ...conducting, relations }, workload, done, finding);
    return await evaluate({ ...evaluating, examine });
  }

  #replay({ id, channel, nonce }: Request<'replay'>): Outcome {
    const { limits } = this.#problem().files.problem;
    const calls = this.#calls;
    if (!calls) throw new Error('No calls were kept');
    const program = this.#open(id, channel, nonce, limits.outputBytes);
    try {
      const ready = program.ready(READY_MS);
      if (ready.kind !== 'reply') return { ...ready, finished: [] };
      return calls.replay(program, limits.callMs, ({ regime, index }) =>
        this.#send({ id, type: 'progress', regime, index, step: 'judge' }),
      );
    } finally {
      program.close();
    }
  }

  /** The median time of empty calls, in microseconds. */
  #calibrate({ id, channel, nonce, calls }: Request<'calibrate'>): number | null {
    const program = this.#open(id, channel, nonce, 1024);
    try {
      if (program.ready(READY_MS).kind !== 'reply') return null;
      // Of a policy, the first exchange starts the instance.
      const isPolicy = this.#problem().files.problem.kind === 'policy';
      if (isPolicy && program.exchange([null], READY_MS).kind !== 'reply') return null;
      const times: number[] = [];
      for (let i = 0; i < calls; i++) {
        const exchange = program.exchange([null], READY_MS);
        if (exchange.kind !== 'reply') return null;
        times.push(exchange.us);
      }
      return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
    } finally {
      program.close();
    }
  }

  #open(id: number, channel: Channel, nonce: string, outputBytes: number): ProgramChannel {
    const program = openProgramChannel({ channel, nonce, outputBytes, clock: this.#clock });
    this.#send({ id, type: 'opened' });
    return program;
  }

  #probe(id: number, signature: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.#awaitsVerdict = resolve;
      this.#send({ id, type: 'probe', signature });
    });
  }
}

function errorMessage(id: number, error: unknown): FromJudge {
  if (error instanceof ProblemError) return { id, type: 'fault', fault: error.fault };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id, type: 'error', message };
}
