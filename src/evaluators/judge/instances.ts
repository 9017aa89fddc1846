import type { Channel } from '../../contracts/sandbox.ts';
import type { SessionAnswer, SessionWish } from '../session-messages.ts';
import type { ProgramChannel } from './program-channel.ts';
import type { Exchange, NoReply, Programs, Started } from './programs.ts';

/** A message without the number of the request that it belongs to. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** What {@link Instances} needs. */
export interface InstancesOptions {
  readonly send: (
    message: Unnumbered<SessionWish> | { readonly type: 'opened'; readonly session: number },
  ) => void;
  readonly open: (channel: Channel, nonce: string) => ProgramChannel;
  /** How long a program may take to be loaded, in milliseconds. */
  readonly readyMs: number;
  /** CPU time of a process so far, in milliseconds. */
  readonly cpuMs: (hostPid: number | undefined) => number;
}

/** The instances of a policy and of its rivals: each a process of its own, which the engine's side starts and kills. */
export class Instances implements Programs {
  readonly #options: InstancesOptions;
  readonly #awaited = new Map<number, (answer: SessionAnswer) => void>();
  readonly #channels = new Map<number, ProgramChannel>();
  /** They went away by themselves: the engine's side finds out why, which a kill would hide. */
  readonly #gone = new Set<number>();
  readonly #starting = new Set<Promise<unknown>>();
  #sessions = 0;
  #ended = 0;

  constructor(options: InstancesOptions) {
    this.#options = options;
  }

  ask(): Exchange {
    throw new Error('A policy is started before it is asked');
  }

  exec(): Promise<never> {
    return Promise.reject(new Error('A policy has no steps'));
  }

  async start(program: string): Promise<Started> {
    const started = this.#start(++this.#sessions, program);
    this.#starting.add(started);
    try {
      return await started;
    } finally {
      this.#starting.delete(started);
    }
  }

  async #start(session: number, program: string): Promise<Started> {
    const answer = await new Promise<SessionAnswer>((resolve) => {
      this.#awaited.set(session, resolve);
      this.#options.send({ type: 'open', session, program });
    });
    this.#awaited.delete(session);
    if (answer.type === 'not-opened') return { kind: 'failed', failure: answer.failure };
    if (session <= this.#ended) {
      // The workload was over before the process was there.
      this.#options.send({ type: 'close', session });
      return { kind: 'gone', session, begun: true };
    }
    const { channel, nonce } = answer;
    const opened = this.#options.open(channel, nonce);
    this.#channels.set(session, opened);
    this.#options.send({ type: 'opened', session });
    const { readyMs, cpuMs } = this.#options;
    let begunCpuMs = 0;
    const onBegun = (): void => void (begunCpuMs = cpuMs(channel.hostPid));
    const ready = this.#noted(session, opened.ready(readyMs, onBegun));
    if (ready.kind !== 'reply') return ready;
    return {
      kind: 'running',
      ask: (inputs, limitMs) => this.#noted(session, opened.exchange(inputs, limitMs)),
      load: { hostPid: channel.hostPid, begunCpuMs, us: ready.us },
    };
  }

  /** What the engine's side says to a wish. */
  answer(message: SessionAnswer): void {
    this.#awaited.get(message.session)?.(message);
  }

  end(): void {
    for (const [session, channel] of this.#channels) {
      channel.close();
      if (!this.#gone.has(session)) this.#options.send({ type: 'close', session });
    }
    this.#channels.clear();
    this.#ended = this.#sessions;
  }

  /** Waits until nothing is being started: an answer that comes later would be taken for another's. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#starting);
  }

  #noted<T extends Exchange>(session: number, exchange: T): T | NoReply {
    if (exchange.kind !== 'gone') return exchange;
    this.#gone.add(session);
    return { ...exchange, session };
  }
}
