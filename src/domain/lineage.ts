import type { RunState, TrialSummary } from './run-state.ts';
import type { TrialId } from './trial.ts';

/** The trials from the seed program to `id`, each the first parent of the next. */
export function lineageOf(state: RunState, id: TrialId): readonly TrialSummary[] {
  const lineage: TrialSummary[] = [];
  let next: TrialSummary | undefined = state.trialById.get(id);
  while (next && !lineage.includes(next)) {
    lineage.unshift(next);
    next = next.parentIds[0] === undefined ? undefined : state.trialById.get(next.parentIds[0]);
  }
  return lineage;
}
