import type { Readable, Writable } from 'node:stream';
import type { Channel } from '../../contracts/sandbox.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeStrictJson, encodeFrame, FrameReader } from '../framing.ts';
import type { Whereabouts } from '../judge.ts';
import { type FromJudge, type ToJudge, toJudgeSchema } from '../judge-protocol.ts';
import { ProblemError } from '../problem-fault.ts';
import { describe } from './describe.ts';
import { evaluate, type Evaluating } from './evaluate.ts';
import { examineWorkload } from './examine.ts';
import { loadProblem, type ProblemFiles } from './load-problem.ts';
import { type Exchange, openProgramChannel, type ProgramChannel } from './program-channel.ts';
import { survey } from './survey.ts';
import { usageMeter } from './usage-meter.ts';
import { type WorkloadSource, workloadSource } from './workload-source.ts';

/** Largest message between the judge and its parent: a description with all program texts. */
const MESSAGE_BYTES = 256 * 2 ** 20;
/** How long a program may take to be loaded, in milliseconds. */
const READY_MS = 10_000;

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
  readonly source: WorkloadSource;
}

class JudgeServer {
  readonly #clock: Clock;
  readonly #send: (message: FromJudge) => void;
  #loaded: Loaded | undefined;
  #awaitsVerdict: ((go: boolean) => void) | undefined;

  constructor(clock: Clock, send: (message: FromJudge) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  receive(message: ToJudge): void {
    if (message.type === 'verdict') {
      this.#awaitsVerdict?.(message.go);
      return;
    }
    this.#answer(message).then(
      (result) => this.#send({ id: message.id, type: 'done', result }),
      (error: unknown) => this.#send(errorMessage(message.id, error)),
    );
  }

  #answer(message: Exclude<ToJudge, { type: 'verdict' }>): Promise<unknown> {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'describe':
        return Promise.resolve().then(() => describe(this.#problem().files));
      case 'survey':
        return Promise.resolve().then(() => this.#survey(message));
      case 'calibrate':
        return this.#calibrate(message);
      case 'evaluate':
        return this.#evaluate(message).then(({ outcome }) => outcome);
      case 'examine':
        return this.#evaluate(message);
    }
  }

  async #load({ problemPath, secret }: Request<'load'>): Promise<{ workloadMs: number }> {
    const files = await loadProblem(problemPath);
    this.#loaded = { files, source: workloadSource(files.problem, secret) };
    return { workloadMs: files.problem.limits.workloadMs };
  }

  #problem(): Loaded {
    if (!this.#loaded) throw new Error('No problem is loaded');
    return this.#loaded;
  }

  #survey({ id, samples }: Request<'survey'>): unknown {
    const { files, source } = this.#problem();
    const progress = (regime: string, index: number): void =>
      this.#send({ id, type: 'progress', regime, index, step: 'generate' });
    return survey(files.problem, source, { samples, clock: this.#clock, progress });
  }

  async #evaluate(
    message: Request<'evaluate'> | Request<'examine'>,
  ): Promise<Awaited<ReturnType<typeof evaluate>>> {
    const { files, source } = this.#problem();
    const { problem } = files;
    const program = await this.#open(
      message.id,
      message.channel,
      message.nonce,
      problem.limits.outputBytes,
    );
    try {
      const ready = await program.ready(READY_MS);
      if (ready.kind === 'gone') {
        return { outcome: { kind: 'gone', begun: program.begun, finished: [] }, seen: [] };
      }
      if (ready.kind === 'failed') return { outcome: { ...ready, finished: [] }, seen: [] };
      let where: Whereabouts | undefined;
      const progress = (next: Whereabouts | undefined): void => {
        where = next;
        if (where) this.#send({ id: message.id, type: 'progress', ...where });
      };
      const ask = (inputs: readonly unknown[], limitMs: number): Promise<Exchange> => {
        // An examination conducts a program several times on one workload.
        if (message.type === 'examine') progress(where);
        return program.exchange(inputs, limitMs);
      };
      const conducting = {
        problem,
        ask,
        clock: this.#clock,
        meter: usageMeter(message.channel.hostPid, message.noopUs),
        strict: message.type === 'examine',
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
    } finally {
      program.close();
    }
  }

  /** The median time of empty calls, in microseconds. */
  async #calibrate({ id, channel, nonce, calls }: Request<'calibrate'>): Promise<number | null> {
    const program = await this.#open(id, channel, nonce, 1024);
    try {
      if ((await program.ready(READY_MS)).kind !== 'reply') return null;
      const times: number[] = [];
      for (let i = 0; i < calls; i++) {
        const exchange = await program.exchange([null], READY_MS);
        if (exchange.kind !== 'reply') return null;
        times.push(exchange.us);
      }
      return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
    } finally {
      program.close();
    }
  }

  #open(id: number, channel: Channel, nonce: string, outputBytes: number): Promise<ProgramChannel> {
    return Promise.resolve().then(() => {
      const program = openProgramChannel({ channel, nonce, outputBytes, clock: this.#clock });
      this.#send({ id, type: 'opened' });
      return program;
    });
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
