import { describe, expect, it } from 'vitest';
import type { Evaluation, WorkloadResult } from '../../domain/evaluation.ts';
import { emptyRunState } from '../../domain/run-state.ts';
import type { Trial } from '../../domain/trial.ts';
import { summaryOf } from '../../domain/trial-summary.ts';
import { problemOf, trialOf, validEvaluation } from '../../testing/factories.ts';
import { frontierText } from './texts.ts';

const problem = problemOf({
  regimes: [
    { name: 'usual', slow: false },
    { name: 'busy', slow: true },
  ],
});

function scored(usual: number, busy: number): Evaluation {
  const valid = validEvaluation({ score: usual });
  const result = (regime: string, score: number): WorkloadResult => ({
    regime,
    index: 0,
    values: { score },
  });
  return { ...valid, perWorkload: [result('usual', usual), result('busy', busy)] };
}

describe('frontierText()', () => {
  it('lists the best first, and says which is best in each regime, where more is better', () => {
    const trials: Trial[] = [
      trialOf({ id: 'seed', evaluation: scored(1, 5) }),
      trialOf({ id: 't1', evaluation: scored(3, 2), operators: ['swap'] }),
      trialOf({ id: 't2', evaluation: scored(2, 5) }),
      trialOf({ id: 't3', status: 'failed' }),
    ];
    const begun = { started: { problem }, trialById: new Map(), seq: 1 };
    const trialById = new Map(trials.map((trial) => [trial.id, summaryOf(begun, trial)]));
    const state = { ...emptyRunState(), trialById };
    expect(frontierText(problem, state, (id) => trials.find((trial) => trial.id === id))).toBe(
      [
        'The best so far on the workloads of the search, the best first:',
        '- t1: score 3\n  | "swap"',
        '- t2: score 2',
        '- seed: score 1',
        '',
        'The best of these in each regime:',
        '- usual: score 3 by t1',
        '- busy (slow): score 5 by t2, seed',
      ].join('\n'),
    );
  });
});
