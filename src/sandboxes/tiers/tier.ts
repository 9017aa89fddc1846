import type { Tier } from '../../domain/evaluation.ts';
import type { Limits } from '../../domain/problem.ts';
import type { Lacks } from '../../domain/wall.ts';
import type { LanguageHost, ZygoteHost } from '../hosts/host.ts';

/** A command with its environment, ready to be spawned. */
export interface Command {
  /** The program and its arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** Ends the first process with all that came of it: SIGKILL, unless that process has something to do first. */
  readonly endSignal?: 'SIGTERM';
}

/** One way to keep a process alone. */
export interface TierDriver {
  readonly tier: Tier;
  /** What a person must know of a weak tier; empty for a strong one. */
  readonly notice: string;
  /** What it does not stop here: what the laws do not ask of it, and what is told to a person. */
  readonly lacks: Lacks;
  /**
   * The command that starts a host alone.
   *
   * @param hostFile Where a copy of the host's file lies that everybody on this machine can read.
   * @param marker A text of this session alone.
   * @param scratch A folder that it may write, beside what the tier gives.
   * @param timed Whether who starts it asks the kernel what it used: then nothing may stand between them that does not wait for it.
   */
  command(
    host: LanguageHost,
    options: {
      hostFile: string;
      limits: Limits;
      marker: string;
      scratch?: string | undefined;
      timed?: boolean;
    },
  ): Command;
  /** The user that programs run as, if it is another than this process's. */
  readonly owner: number | undefined;
  /**
   * That builds and steps need a folder made for them, as the tier has no place to write in; its owner, if that is another
   * user than this process's. Absent where the tier has places of its own.
   */
  readonly scratch?: { readonly owner: number | undefined };
  /** The command that starts a zygote where it sees what a program may see; absent where it could not keep copies alone. */
  zygoteCommand?(
    host: LanguageHost & { readonly zygote: ZygoteHost },
    options: { hostFile: string; zygoteFile: string; limits: Limits },
  ): Command;
  /** Kills what is left of a session whose first process is dead; the number of processes found. */
  reap(marker: string): number;
}

/** The variable in the environment by which the processes of a session are found where there are no namespaces. */
export const MARKER = 'BARBICAN_SESSION';
