import type { RunEvent } from '../domain/event.ts';
import type { Program } from '../domain/program.ts';
import { runStateOf, type RunState } from '../domain/run-state.ts';
import { programOf } from '../engine/programs.ts';
import { systemClock } from '../lib/clock.ts';
import { openSqliteStore } from '../stores/sqlite.ts';

/** A run that is only looked at, perhaps while another process writes it. */
export interface ReadRun {
  /** What the log told when it was opened. */
  readonly state: RunState;
  /** The events with `seq` >= `from`, also those that came since. */
  events(from: number): Iterable<RunEvent>;
  /** @throws {InfraError} If the store has no such program. */
  getProgram(programId: string): Program;
  close(): void;
}

/**
 * Opens the run in `folder` for reading.
 *
 * @throws {ConfigError} If there is none, or it is damaged or newer than this program.
 */
export function readRun(folder: string): ReadRun {
  const store = openSqliteStore(folder, { mode: 'read', clock: systemClock });
  const state = runStateOf(store.events());
  return {
    state,
    events: (from) => store.events(from),
    getProgram: (programId) => programOf(store, programId),
    close: () => void store[Symbol.asyncDispose](),
  };
}
