import type { Sandbox, Session, SessionEnd } from '../contracts/sandbox.ts';
import type { Artifacts, Failure } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import { Attendance } from './attendance.ts';
import { endOf, LEAVE_MS, openSession } from './conduct-session.ts';
import { CANDIDATE, type Opening } from './session-messages.ts';

/** What {@link SessionDesk} needs. */
export interface SessionDeskOptions {
  readonly sandbox: Sandbox;
  readonly candidate: Program;
  /** The programs that `drive` may start beside it. */
  readonly baselines: readonly { readonly name: string; readonly program: Program }[];
  readonly entry: string;
  /** What the programs may import beyond their language's own library. */
  readonly modules?: readonly string[] | undefined;
  readonly limits: Limits;
  readonly drawNonce: () => string;
  /** The only core that the programs may use; any if absent. */
  readonly core?: number | undefined;
  readonly clock: Clock;
}

/** Starts the instances of a policy that the judge asks for, each in a sandbox of its own, and ends them. */
export class SessionDesk implements AsyncDisposable {
  readonly #options: SessionDeskOptions;
  readonly #signal: AbortSignal;
  readonly #sessions = new Map<number, Session>();
  readonly #attendance: Attendance;
  readonly #ending = new Set<Promise<unknown>>();
  /** Of the first instance of the candidate that has ended. */
  #artifacts: Artifacts | undefined;
  /** Of an instance of the candidate that printed too much, though perhaps it answered everything. */
  #printedTooMuch: Failure | undefined;
  #isOver = false;
  readonly #stop = (): void => {
    for (const session of this.#sessions.values()) session.kill();
  };

  constructor(options: SessionDeskOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#attendance = new Attendance(options.clock);
    signal.addEventListener('abort', this.#stop, { once: true });
  }

  /** Starts the candidate or a baseline. @throws {InfraError} If the sandbox could not be made. */
  async open(number: number, name: string): Promise<Opening> {
    const program = this.#programNamed(name);
    if (this.#signal.aborted || program === undefined) return { failure: notStarted(name) };
    const nonce = this.#options.drawNonce();
    const job = { ...this.#options, program, kind: 'policy', nonce } as const;
    const opened = await openSession(job, this.#signal);
    if (!('channel' in opened)) return { failure: opened };
    if (this.#isOver) {
      await opened[Symbol.asyncDispose]();
      return { failure: notStarted(name) };
    }
    this.#sessions.set(number, opened);
    this.#attendance.came(opened.channel.hostPid);
    if (this.#signal.aborted) opened.kill();
    if (name === CANDIDATE) {
      this.#awaitEnd(opened.ended.then((end) => this.#note(end)));
    }
    return { nonce, channel: opened.channel };
  }

  /** The judge holds the channel of a session. */
  opened(number: number): void {
    this.#sessions.get(number)?.opened();
  }

  /** Kills a session that is needed no more. */
  close(number: number): void {
    const session = this.#sessions.get(number);
    if (!session) return;
    this.#sessions.delete(number);
    this.#attendance.leaves(session.channel.hostPid);
    session.kill();
    this.#awaitEnd(session[Symbol.asyncDispose]());
  }

  /** Whether the instances did not compute most of the time until now. */
  wereIdle(): boolean {
    return this.#attendance.wereIdle();
  }

  /**
   * How the session ended that went away by itself, or what the candidate printed if none did.
   *
   * Those that are left now went away too, as the judge closes all others.
   */
  async end(gone: number | undefined): Promise<SessionEnd> {
    const session = gone === undefined ? undefined : this.#sessions.get(gone);
    if (session) return await endOf(session, LEAVE_MS);
    const left = await Promise.all([...this.#sessions.values()].map((one) => endOf(one, LEAVE_MS)));
    await this[Symbol.asyncDispose]();
    return {
      failure: this.#printedTooMuch,
      artifacts: this.#artifacts ?? { stdout: '', stderr: '' },
      killedByOthers: left.some(({ killedByOthers }) => killedByOthers),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#signal.removeEventListener('abort', this.#stop);
    for (const number of this.#sessions.keys()) this.close(number);
    await Promise.all(this.#ending);
  }

  #note({ artifacts, failure }: SessionEnd): void {
    this.#artifacts ??= artifacts;
    if (failure?.kind === 'output-limit') this.#printedTooMuch ??= failure;
  }

  #awaitEnd(end: PromiseLike<unknown>): void {
    const done = Promise.resolve(end).finally(() => this.#ending.delete(done));
    this.#ending.add(done);
  }

  #programNamed(name: string): Program | undefined {
    const { candidate, baselines } = this.#options;
    if (name === CANDIDATE) return candidate;
    return baselines.find((baseline) => baseline.name === name)?.program;
  }
}

/** The run is being stopped, or the judge asks for what there is not. */
function notStarted(name: string): Failure {
  return { kind: 'exit', detail: `${name} was not started` };
}
