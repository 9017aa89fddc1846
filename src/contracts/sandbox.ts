import type { Artifacts, Failure, Tier } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import type { Program, ProgramKind } from '../domain/program.ts';

/** What to start. */
export interface SandboxJob {
  readonly program: Program;
  /** The exported function that the host calls. */
  readonly entry: string;
  /** Of a policy, the host calls `entry` once, with the config, and then what that gave. */
  readonly kind: ProgramKind;
  /** What the program may import beyond its language's own library. */
  readonly modules?: readonly string[];
  /** Drawn anew per session; each frame of the host carries it. */
  readonly nonce: string;
  /** The only core that it may use, by number; any if absent. */
  readonly core?: number;
}

/** How a judge reaches the program: two FIFOs on this machine. */
export interface Channel {
  /** The judge writes requests here. */
  readonly requestPath: string;
  /** The judge reads replies here; end of file means that the program is gone. */
  readonly replyPath: string;
  /** Process id of the program's host as seen from here, for reading its CPU time; absent if unknown. */
  readonly hostPid?: number;
}

/** One running program. Disposing kills its whole process tree. */
export interface Session extends AsyncDisposable {
  readonly tier: Tier;
  readonly channel: Channel;
  /** Tells the sandbox that the judge has opened the channel, which it may also do when the program is gone. */
  opened(): void;
  /** Kills the whole process tree now. */
  kill(): void;
  /**
   * Ends a program that answers, and leaves its host to the next one; absent where a host serves one program only.
   *
   * Then `ended` tells of the program, not of the host.
   */
  release?(): void;
  /** Resolves when the whole process tree is gone. */
  readonly ended: Promise<SessionEnd>;
}

/** How a session ended. */
export interface SessionEnd {
  /** Why the program is gone; undefined for exit code 0. */
  readonly failure: Failure | undefined;
  /** What it printed. */
  readonly artifacts: Artifacts;
  /** Whether a SIGKILL ended it that the sandbox did not send: its own doing, or the machine's, or a person's. */
  readonly killedByOthers: boolean;
}

/** Runs one program alone. The only part that starts candidate processes. */
export interface Sandbox {
  readonly tier: Tier;
  /**
   * Starts `job` in a fresh sandbox with an empty environment.
   *
   * A program that does not compile is a {@link Failure}, not an exception.
   * @throws {InfraError} If the sandbox could not be made.
   */
  open(job: SandboxJob, limits: Limits, signal: AbortSignal): Promise<Session | Failure>;
}

/**
 * Runs one program after another in the same host, for speed. What such a host says is a hint: a program may have left
 * something behind for those after it.
 */
export interface RecyclingSandbox extends Sandbox {
  /** No host that has run a program until now gets another. */
  renew(): void;
}
