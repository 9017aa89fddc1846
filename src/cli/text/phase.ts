import type { RunState, Stage } from '../../domain/run-state.ts';

/** What comes after each stage, when no trial is under way. */
const DOING_BY_STAGE: Readonly<Record<Stage, string>> = {
  search: 'measuring the best programs on fresh workloads',
  selected: 'confirming the claim on fresh workloads',
  confirmed: 'opening the holdout',
  opened: 'done',
};

/** What the run is busy with, for a person. */
export function phaseOf(state: RunState): string {
  if (state.ended) return 'ended';
  if (!state.started) return 'starting the judge';
  const { baselines } = state.started.problem;
  const judged = state.referenceById.size;
  if (judged < baselines.length + 1) {
    return `judging the seed program and ${baselines.length} baselines (${judged} done)`;
  }
  const { paused, stoppedBy } = state.steering;
  if (paused && stoppedBy === undefined) {
    return state.openById.size > 0 ? `pausing after ${openOf(state)}` : 'paused';
  }
  if (state.openById.size > 0) return `trying ${openOf(state)}`;
  if (state.spend.trials === 0) return 'beginning the search';
  return DOING_BY_STAGE[state.stage];
}

/** Such as `t213 swap-statements of t188, t214 …`. */
function openOf(state: RunState): string {
  const trials = [...state.openById.values()].map(({ id, ask, proposed }) => {
    const how = proposed?.operators.join('+') ?? '';
    const parent = ask.parentIds[0];
    return [id, how, parent === undefined ? '' : `of ${parent}`].filter(Boolean).join(' ');
  });
  return trials.join(', ');
}
