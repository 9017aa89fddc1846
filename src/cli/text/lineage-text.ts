import type { MetricDescription } from '../../domain/metric.ts';
import { lineageOf } from '../../domain/lineage.ts';
import type { RunState, TrialSummary } from '../../domain/run-state.ts';
import { numberText, tableOf } from './format.ts';

/** How the best program came about: one line for each step from the seed program, with its objectives. */
export function lineageLines(state: RunState): string[] {
  const { started, best } = state;
  if (!started || !best) return [];
  const metrics = started.problem.metrics.filter(({ name }) =>
    started.problem.objectives.metrics.includes(name),
  );
  const rows = lineageOf(state, best.id).map((trial) => rowOf(trial, metrics));
  const lines = tableOf([
    ['trial', ...metrics.map(({ name }) => name), 'feasible', 'how'],
    ...rows,
  ]);
  const paid = lineageOf(state, best.id).filter(({ tokens }) => tokens > 0);
  if (paid.length === 0) return lines;
  const usd = paid.reduce((sum, trial) => sum + trial.usd, 0);
  const tokens = paid.reduce((sum, trial) => sum + trial.tokens, 0);
  return [...lines, `Its steps cost ${usd.toPrecision(3)} $ and ${tokens} tokens.`];
}

function rowOf(trial: TrialSummary, metrics: readonly MetricDescription[]): string[] {
  const made = trial.operators.length > 0 ? trial.operators.join(' + ') : trial.proposer;
  const who = made === trial.proposer ? made : `${trial.proposer} ${made}`;
  const how = trial.idea === undefined ? made : `${who}: ${trial.idea}`;
  return [
    trial.id,
    ...metrics.map(({ name }) => numberText(trial.metrics[name])),
    trial.rank.violation === 0 ? 'yes' : 'no',
    how,
  ];
}
