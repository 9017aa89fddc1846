import type { SandboxJob } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { Limits } from '../../domain/problem.ts';

/** Runs programs of one language: a process that loads one program and answers the judge. */
export interface LanguageHost {
  /** The interpreter on this machine, as an absolute path without links. */
  readonly interpreterPath: string;
  /** The host's own file; sandboxes show it to the process, perhaps at another place. */
  readonly hostFile: string;
  /** Arguments of the interpreter that start the host, which lies at `hostPath`. */
  args(hostPath: string, limits: Limits): readonly string[];
  /** Arguments with which the interpreter starts, does nothing and ends with 0. */
  readonly probeArgs: readonly string[];
  /** Memory that the interpreter needs for itself, in MiB; comes on top of the program's limit. */
  readonly ownMemoryMiB: number;
  /** What the host reads on standard input before it loads the program, or why the program cannot be run. */
  payload(job: SandboxJob): Promise<string | Failure>;
}

/** Exit codes with which a host says why it could not begin; any other is the program's own. */
export const HOST_EXIT = { compile: 70, missingEntry: 71, loading: 72 } as const;
