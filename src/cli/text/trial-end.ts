import type { TrialEnd } from '../../compose/index.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { TrialId } from '../../domain/trial.ts';
import { resultText } from '../../proposers/llm/prompt/results.ts';
import { numberText } from './format.ts';

/** How a trial ended, for who brought its program: what was measured, or what is wrong with it. */
export function trialEndLines(state: RunState, end: TrialEnd): string[] {
  if (end.type === 'trial.rejected') {
    return [`${end.trialId} was not judged: ${end.why}: ${end.detail}`];
  }
  const { trial } = end;
  const { problem } = state.started ?? {};
  if (!problem) return [];
  const { id, evaluation, sameAs } = trial;
  return [
    `${id} is ${evaluation.status}`,
    ...resultText(problem, { trialId: id, evaluation }).split('\n'),
    ...(sameAs === undefined ? [] : [`It does the same as ${sameAs}.`]),
    bestLine(state, id),
  ];
}

function bestLine({ best, started }: RunState, id: TrialId): string {
  const [metric = ''] = started?.problem.objectives.metrics ?? [];
  const value = best?.evaluation.status === 'valid' ? best.evaluation.metrics[metric] : undefined;
  const whose = best?.id === id ? 'It is the best so far' : `The best is ${best?.id ?? 'seed'}`;
  return `${whose}, with ${metric} ${numberText(value)}.`;
}
