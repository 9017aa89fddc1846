import type { MetricDescription } from '../../domain/metric.ts';
import { lineageOf } from '../../domain/lineage.ts';
import { type RunState, type TrialSummary } from '../../domain/run-state.ts';
import { numberText, tableOf } from './format.ts';

/** How the best program came about: one line for each step from the seed program, with its objectives. */
export function lineageLines(state: RunState): string[] {
  const { started, best } = state;
  if (!started || !best) return [];
  const metrics = started.problem.metrics.filter(({ name }) =>
    started.problem.objectives.metrics.includes(name),
  );
  const rows = lineageOf(state, best.id).map((trial) => rowOf(trial, metrics));
  return tableOf([['trial', ...metrics.map(({ name }) => name), 'feasible', 'how'], ...rows]);
}

function rowOf(trial: TrialSummary, metrics: readonly MetricDescription[]): string[] {
  const how = trial.operators.length > 0 ? trial.operators.join(' + ') : trial.proposer;
  return [
    trial.id,
    ...metrics.map(({ name }) => numberText(trial.metrics[name])),
    trial.rank.violation === 0 ? 'yes' : 'no',
    how,
  ];
}
