import type { RunEvent } from '../domain/event.ts';
import type { Store } from '../contracts/store.ts';
import { applyEvent, emptyRunState, type RunState } from '../domain/run-state.ts';
import type { RunOptions } from '../engine/engine.ts';
import { programOf } from '../engine/programs.ts';
import { run } from '../engine/run.ts';
import type { Disposables } from '../lib/disposables.ts';
import { openInbox } from '../stores/inbox.ts';
import { writeBest } from '../reports/best.ts';

/** The events of a run; leaves its best program in the run folder, and releases everything at the end. */
export async function* runEvents(
  folder: string,
  options: RunOptions,
  resources: Disposables,
): AsyncGenerator<RunEvent, void> {
  await using owned = resources.move();
  const inbox = owned.use(openInbox(folder));
  const state = emptyRunState();
  for (const event of options.store.events()) applyEvent(state, event);
  for await (const event of run({ ...options, inbox })) {
    applyEvent(state, event);
    // Before the reader learns of the end, so that what it is told to look at is there.
    if (event.type === 'run.ended') leaveBest(folder, state, options.store);
    yield event;
  }
}

/** Writes the program of the claim, or else the best of the search. */
export function leaveBest(folder: string, state: RunState, store: Pick<Store, 'getBlob'>): void {
  const id = (state.holdouts.at(-1)?.claim ?? state.confirmed)?.trialId ?? state.best?.id;
  const trial = id === undefined ? undefined : state.trialById.get(id);
  if (!trial || !state.started) return;
  writeBest(folder, programOf(store, trial.programId), state.started.problem.seedProgram);
}
