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

/** A tree of files that is to be built. */
export interface TreeJob {
  readonly files: Readonly<Record<string, string>>;
  /** A shell command. */
  readonly build: string;
  /** Shell commands that must end with 0. */
  readonly tests: readonly string[];
  /** Wall time of the build, and of each test, in milliseconds. */
  readonly buildMs: number;
  /** Whether the instructions of some of its steps will be counted. */
  readonly counted?: boolean | undefined;
}

/** A step of a built tree. Its files lie in the tree's exchange folder, named by `number`. */
export interface StepJob {
  /** `<number>.stdin`, `.input`, `.stdout` and `.output` are its files. */
  readonly number: number;
  /** A shell command. */
  readonly command: string;
  readonly limitMs: number;
  readonly hasStdin: boolean;
  /** Files that are put into the tree before, by path, with their sizes in bytes: `.input` has them one after the other. */
  readonly inputs: readonly (readonly [path: string, bytes: number])[];
  /** Files that are taken from the tree after: of each, `.output` has a line with its size, or `-`, and its bytes. */
  readonly outputs: readonly string[];
  /** Whether its instructions are counted: it then runs some ten times slower, and its times say nothing. */
  readonly counted?: boolean | undefined;
}

/** How a step ended, and what it used beyond an empty step of the same tree. */
export interface StepEnd {
  readonly exitCode: number;
  readonly wallMs: number;
  /** Of all its processes, as the kernel counts it. */
  readonly cpuMs: number;
  /** Of all its processes together, as it was seen, in MiB. */
  readonly peakMiB: number;
  /** Of all its processes, if they were counted. */
  readonly instructions?: number | undefined;
  /** Why this side ended it; absent if it ended by itself. */
  readonly failure?: Failure | undefined;
  /** What it printed to standard error. */
  readonly stderr: string;
}

/** A built tree. Disposing removes it and its exchange folder. */
export interface BuiltTree extends Disposable {
  /** A folder that only this user can enter. */
  readonly exchangeFolder: string;
  /** What the build printed. */
  readonly said: string;
  /** Runs one step in a fresh sandbox with a copy of the tree. @throws {InfraError} If it cannot be started. */
  run(step: StepJob, limits: Limits, signal: AbortSignal): Promise<StepEnd>;
}

/** Builds trees of files and runs their steps, each alone. */
export interface TreeSandbox {
  /**
   * Builds a tree and runs its tests, each in a fresh sandbox.
   *
   * One that cannot be built, or fails a test, is a {@link Failure}.
   * @throws {InfraError} If the sandbox could not be made, or instructions cannot be counted here though they are to be.
   */
  build(tree: TreeJob, limits: Limits, signal: AbortSignal): Promise<BuiltTree | Failure>;
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
  /** For commands; absent where trees cannot be built. */
  readonly trees?: TreeSandbox;
}

/**
 * Runs one program after another in the same host, for speed. What such a host says is a hint: a program may have left
 * something behind for those after it.
 */
export interface RecyclingSandbox extends Sandbox {
  /** No host that has run a program until now gets another. */
  renew(): void;
}
