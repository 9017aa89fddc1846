import type { SandboxJob } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { Limits } from '../../domain/problem.ts';

/** A file or folder of an interpreter, shown to its programs where there are namespaces. */
export interface Mount {
  /** On this machine, as an absolute path without links. */
  readonly from: string;
  /** Inside, below the folder that the tier keeps for it: the same on every machine. */
  readonly at: string;
}

/** Runs programs of one language: a process that loads one program and answers the judge. */
export interface LanguageHost {
  /** The interpreter on this machine, as an absolute path without links. */
  readonly interpreterPath: string;
  /** The interpreter's version, for what is recorded of a run; absent where it does not say. */
  readonly version?: string;
  /** What the interpreter needs, itself included; what belongs to the system is seen anyway. */
  readonly mounts: readonly Mount[];
  /** The whole environment of the interpreter. */
  readonly env: Readonly<Record<string, string>>;
  /** The host's own file; sandboxes show it to the process, perhaps at another place. */
  readonly hostFile: string;
  /**
   * Arguments of the interpreter that start the host, which lies at `hostPath`.
   *
   * @param seenAt Where a path of this machine lies for the process.
   */
  args(hostPath: string, limits: Limits, seenAt: (path: string) => string): readonly string[];
  /** Arguments with which the interpreter starts, does nothing and ends with 0. */
  readonly probeArgs: readonly string[];
  /** Memory that the interpreter needs for itself, in MiB; comes on top of the program's limit. */
  readonly ownMemoryMiB: number;
  /** A process that has loaded the interpreter and `modules`, of which programs can be copies; where there is one. */
  readonly zygote?: ZygoteHost;
  /** What the host reads on standard input before it loads the program, or why the program cannot be run. */
  payload(job: SandboxJob): Promise<string | Failure>;
}

/** How programs become copies of a process that has loaded everything. */
export interface ZygoteHost {
  /** The zygote's own file. */
  readonly file: string;
  readonly modules: readonly string[];
  /**
   * Arguments of the interpreter that start it, where its file and the host's lie at these paths.
   *
   * @param paths `filterPath` is that of the filter of system calls, empty where there is none.
   */
  args(
    paths: { readonly zygotePath: string; readonly hostPath: string; readonly filterPath: string },
    seenAt: (path: string) => string,
  ): readonly string[];
}

/**
 * Finds the interpreters of a language that have `modules`, the preferred one first.
 *
 * @throws {InfraError} If there is none; the message says what was looked at.
 */
export type FindHosts = (modules: readonly string[]) => Promise<readonly LanguageHost[]>;

/** Exit codes with which a host says why it could not begin; any other is the program's own. */
export const HOST_EXIT = { compile: 70, missingEntry: 71, loading: 72 } as const;
