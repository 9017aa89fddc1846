import { describe, expect, it } from 'vitest';
import type { EvaluationPlan } from '../contracts/evaluator.ts';
import type { Constraint } from '../domain/constraint.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { RunEvent } from '../domain/event.ts';
import type { Program } from '../domain/program.ts';
import { compareRanks, rankOf } from '../domain/rank.ts';
import { runStateOf } from '../domain/run-state.ts';
import type { Trial } from '../domain/trial.ts';
import { allOf, fakeProblem, fakeWorld, type FakeWorldFacts } from '../testing/fake-world.ts';
import { run } from './run.ts';

const isDoubt = ({ part, draw }: EvaluationPlan): boolean => part === 'search' && draw === 1;

/** A run in which `seen` is what comes of programs that are doubted. */
async function doubtingRun(
  seen: (evaluation: Evaluation, program: Program) => Evaluation,
  facts: FakeWorldFacts = {},
) {
  const { options } = fakeWorld(facts);
  const plans: EvaluationPlan[] = [];
  const evaluator: typeof options.evaluator = {
    async evaluate(program, plan, signal) {
      plans.push(plan);
      const judged = await options.evaluator.evaluate(program, plan, signal);
      if (!isDoubt(plan)) return judged;
      return { ...judged, evaluation: seen(judged.evaluation, program) };
    },
  };
  const log = await allOf(run({ ...options, evaluator }));
  return { log, trials: finishedIn(log), state: runStateOf(log), doubts: plans.filter(isDoubt) };
}

const finishedIn = (log: readonly RunEvent[]): Trial[] =>
  log.flatMap((event) => (event.type === 'trial.finished' ? [event.trial] : []));

/** Trials that were better than all before them when they finished, by their numbers. */
function newBests(trials: readonly Trial[]): Trial[] {
  const problem = fakeProblem();
  const bests: Trial[] = [];
  let best = rankOf(problem, { ...valid(), metrics: { score: 0 } });
  for (const trial of trials) {
    const rank = rankOf(problem, trial.evaluation);
    if (trial.sameAs !== undefined || compareRanks(rank, best) >= 0) continue;
    best = rank;
    bests.push(trial);
  }
  return bests;
}

const valid = (): Extract<Evaluation, { status: 'valid' }> => ({
  status: 'valid',
  metrics: {},
  violationByConstraint: {},
  signature: 'some',
  perWorkload: [],
});

describe('doubted()', () => {
  it('doubted() measures each new best, and no other trial, on three times the workloads', async () => {
    const { trials, doubts } = await doubtingRun((evaluation) => evaluation);
    const bests = newBests(trials);
    expect(bests.length).toBeGreaterThan(2);
    expect(trials.filter(({ doubt }) => doubt).map(({ id }) => id)).toEqual(bests.map((t) => t.id));
    expect(doubts.map(({ perRegime }) => perRegime)).toEqual(bests.map(() => 6));
  });

  it('doubted() keeps the numbers of the search when the rules are kept', async () => {
    const plain = await allOf(run(fakeWorld().options));
    const { trials } = await doubtingRun((evaluation) => {
      if (evaluation.status !== 'valid') return evaluation;
      return { ...evaluation, metrics: { score: 1e6 } };
    });
    expect(trials.map(({ evaluation }) => evaluation)).toEqual(
      finishedIn(plain).map(({ evaluation }) => evaluation),
    );
  });

  it('doubted() makes a failure of what fails there, and the seed program stays the best', async () => {
    const failure = { kind: 'crash', detail: 'It crashed on a rare input' } as const;
    const { trials, state } = await doubtingRun(() => ({
      status: 'failed',
      failure,
      finished: [],
    }));
    const lost = trials.filter(({ doubt }) => doubt);
    expect(lost.length).toBeGreaterThan(2);
    for (const { evaluation } of lost) expect(evaluation).toMatchObject({ failure });
    expect(state.best?.id).toBe('seed');
  });

  it('doubted() counts what is missed there beside what is missed in the search', async () => {
    const { trials, state } = await doubtingRun((evaluation) => evaluation, {
      problem: fakeProblem({
        constraints: [{ kind: 'atLeast', metric: 'score', limit: 50, scope: 'overall' }],
      }),
    });
    const before = trials.find(({ doubt }) => doubt);
    expect(before?.evaluation).toHaveProperty(['violationByConstraint', 'score at least 50']);
    expect(state.best?.doubt).toBeDefined();
  });

  it('doubted() judges the baselines on the same workloads once when they set a floor', async () => {
    const constraint: Constraint = { kind: 'floor', metric: 'score', by: 0.02, scope: 'overall' };
    const problem = fakeProblem({ constraints: [constraint] });
    const { doubts, trials } = await doubtingRun((evaluation) => evaluation, { problem });
    expect(doubts.length).toBe(trials.filter(({ doubt }) => doubt).length + 1);
  });

  it('doubted() counts as the evaluations that it takes', async () => {
    const { trials, state } = await doubtingRun((evaluation) => evaluation);
    const doubts = trials.filter(({ doubt }) => doubt).length;
    expect(state.spend.evaluations).toBe(trials.length + 3 * doubts);
  });
});
