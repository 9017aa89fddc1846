import type { Io } from './io.ts';

/** What a command works with. */
export interface Context {
  readonly io: Io;
  /** Sets the exit code of the process for when the command has ended. */
  readonly exitWith: (code: number) => void;
}
