import type { TrialEnd } from '../../compose/index.ts';
import type { RunState } from '../../domain/run-state.ts';
import { resultText } from '../../proposers/llm/prompt/results.ts';

/** How a trial ended, for who brought its program: what was measured, or what is wrong with it. */
export function trialEndLines(state: RunState, end: TrialEnd): string[] {
  if (end.type === 'trial.rejected') {
    return [`${end.trialId} was not judged: ${end.why}: ${end.detail}`];
  }
  const { trial } = end;
  const { problem } = state.started ?? {};
  if (!problem) return [];
  const { evaluation } = trial;
  const lines = [`${trial.id} is ${evaluation.status}`];
  lines.push(...resultText(problem, { trialId: trial.id, evaluation }).split('\n'));
  if (trial.sameAs !== undefined) lines.push(`It does the same as ${trial.sameAs}.`);
  const [metric = ''] = problem.objectives.metrics;
  const best =
    state.best?.id === trial.id
      ? 'It is the best so far'
      : `The best is ${state.best?.id ?? 'seed'}`;
  const value =
    state.best?.evaluation.status === 'valid' ? state.best.evaluation.metrics[metric] : undefined;
  lines.push(value === undefined ? `${best}.` : `${best}, with ${metric} ${value}.`);
  return lines;
}
