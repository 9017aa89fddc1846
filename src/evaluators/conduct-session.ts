import type { Channel, Sandbox, Session, SessionEnd } from '../contracts/sandbox.ts';
import { InfraError } from '../domain/errors.ts';
import type { Artifacts, Failure, Tier } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import type { Program, ProgramKind } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import { Attendance } from './attendance.ts';

/** How long a program may take to leave when the judge has closed its channel, in milliseconds. */
export const LEAVE_MS = 500;
/** How long the sandbox may take to say how a killed program ended, in milliseconds. */
const END_MS = 10_000;

/** A program to be started for the judge. */
export interface SessionJob {
  readonly sandbox: Sandbox;
  readonly program: Program;
  readonly entry: string;
  readonly kind: ProgramKind;
  /** What the program may import beyond its language's own library. */
  readonly modules?: readonly string[] | undefined;
  readonly limits: Limits;
  readonly nonce: string;
  /** The only core that the program may use; any if absent. */
  readonly core?: number | undefined;
  readonly clock: Clock;
}

/** What came of one session. */
export type SessionResult<T> =
  /** The program did not start. */
  | {
      readonly kind: 'not-started';
      readonly failure: Failure;
      readonly artifacts: Artifacts;
      readonly tier: Tier;
    }
  | {
      readonly kind: 'conducted';
      readonly result: T;
      /**
       * Why the program ended, as the sandbox saw it; undefined for exit code 0, and for one that was killed as it was
       * over, unless it had printed too much by then.
       */
      readonly ended: Failure | undefined;
      readonly killedByOthers: boolean;
      /** Whether it did not compute most of its time: if it was late, that may be the machine's doing. */
      readonly idle: boolean;
      readonly artifacts: Artifacts;
      readonly tier: Tier;
    };

/**
 * What is to become of a program when the judge has finished with it: it `left` by itself and its sandbox knows why, it
 * answered and is needed no more (`done`), or it is not to go on (`over`).
 */
export type Fate = 'left' | 'done' | 'over';

/** What the judge does with a session. */
export type Work<T> = (channel: Channel, opened: () => void) => Promise<T>;

/**
 * Starts a program, lets the judge work with it, and ends it.
 *
 * @throws The signal's reason if it is aborted meanwhile.
 */
export async function withSession<T>(
  job: SessionJob,
  work: Work<T>,
  fateOf: (result: T) => Fate,
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  const opened = await openSession(job, signal);
  if (!('channel' in opened)) {
    return {
      kind: 'not-started',
      failure: opened,
      artifacts: { stdout: '', stderr: '' },
      tier: job.sandbox.tier,
    };
  }
  await using session = opened;
  const stop = (): void => session.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    return await conduct({ session, clock: job.clock, work, fateOf }, signal);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function conduct<T>(
  of: {
    readonly session: Session;
    readonly clock: Clock;
    readonly work: Work<T>;
    readonly fateOf: (result: T) => Fate;
  },
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  const { session } = of;
  const wereIdle = idleness(session, of.clock);
  const result = await of.work(session.channel, () => session.opened());
  signal.throwIfAborted();
  const fate = of.fateOf(result);
  const over = fate !== 'left';
  const idle = fate === 'over' && wereIdle();
  if (fate === 'done' && session.release) session.release();
  else if (over) session.kill();
  const { failure, artifacts, killedByOthers } = await endOf(session, over ? END_MS : LEAVE_MS);
  const counts = !over || failure?.kind === 'output-limit';
  const ended = counts ? failure : undefined;
  const { tier } = session;
  return { kind: 'conducted', result, ended, killedByOthers, idle, artifacts, tier };
}

/** Tells whether the program has been idle since now; a host that serves many is not asked, as a fresh one decides. */
function idleness(session: Session, clock: Clock): () => boolean {
  if (session.release) return () => false;
  const attendance = new Attendance(clock);
  attendance.came(session.channel.hostPid);
  return () => attendance.wereIdle();
}

/**
 * Starts a program.
 *
 * @throws {InfraError} If the sandbox could not be made.
 */
export function openSession(
  job: Omit<SessionJob, 'clock'>,
  signal: AbortSignal,
): Promise<Session | Failure> {
  const { sandbox, program, entry, kind, modules, limits, nonce, core } = job;
  const needs = {
    ...(modules === undefined ? {} : { modules }),
    ...(core === undefined ? {} : { core }),
  };
  return sandbox.open({ program, entry, kind, nonce, ...needs }, limits, signal);
}

/**
 * How the session ended; one that has closed its channel and does not end by itself is killed.
 *
 * @throws {InfraError} If the sandbox cannot end it.
 */
export async function endOf(session: Session, patienceMs: number): Promise<SessionEnd> {
  const ended = await within(session.ended, patienceMs);
  if (ended !== undefined) return ended;
  session.kill();
  const killed = await within(session.ended, END_MS);
  if (killed === undefined) throw new InfraError('A sandbox could not be ended by killing it');
  const detail = 'it closed its channel and did not end';
  return { ...killed, failure: { kind: 'protocol', detail } };
}

function within(ended: Promise<SessionEnd>, limitMs: number): Promise<SessionEnd | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    ended.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
