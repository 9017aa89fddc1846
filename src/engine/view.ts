import type { TrialView, View } from '../contracts/strategy.ts';
import { ContractError } from '../domain/errors.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { compareRanks } from '../domain/rank.ts';
import type { RunState, TrialSummary } from '../domain/run-state.ts';
import type { TrialId } from '../domain/trial.ts';

/** What strategies see of a run: reads `state` and `pendingById`, which the engine changes. */
export function viewOf(
  problem: ProblemDescription,
  state: RunState,
  pendingById: ReadonlyMap<TrialId, number>,
): View {
  const summary = (id: TrialId): TrialSummary => {
    const found = state.trialById.get(id);
    if (!found)
      throw new ContractError(`A strategy asked for trial "${id}", which has not finished`);
    return found;
  };
  return {
    problem,
    trial: (id) => trialViewOf(summary(id)),
    compare: (a, b) => compareRanks(summary(a).rank, summary(b).rank),
    childCount: (id) => state.childCountById.get(id) ?? 0,
    pendingCount: (id) => pendingById.get(id) ?? 0,
  };
}

function trialViewOf(trial: TrialSummary): TrialView {
  const valid = trial.rank.status === 'valid';
  return {
    id: trial.id,
    parentIds: trial.parentIds,
    status: trial.rank.status,
    score: valid ? trial.rank.scores[0] : undefined,
    violation: valid ? trial.rank.violation : undefined,
    signature: trial.signature,
    sameAs: trial.sameAs,
    size: trial.programSize,
  };
}
