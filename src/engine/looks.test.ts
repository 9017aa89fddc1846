import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../domain/evaluation.ts';
import type { RunEvent } from '../domain/event.ts';
import { runStateOf } from '../domain/run-state.ts';
import { allOf, fakeWorld, type FakeWorldFacts } from '../testing/fake-world.ts';
import { run } from './run.ts';

/** A run in which `lucky` programs are invalid on all workloads but those of the search. */
async function runWith(
  lucky: (score: number) => boolean,
  facts: FakeWorldFacts = {},
): Promise<RunEvent[]> {
  const { options } = fakeWorld(facts);
  const evaluator: typeof options.evaluator = {
    async evaluate(program, plan, signal) {
      const judged = await options.evaluator.evaluate(program, plan, signal);
      const score = Number(program.files['seed.js']);
      if (plan.part === 'search' || !lucky(score)) return judged;
      const violations = [{ rule: 'no luck', regime: 'usual', index: 0, detail: 'It had luck' }];
      const evaluation: Evaluation = {
        status: 'invalid',
        metrics: {},
        violations,
        perWorkload: [],
      };
      return { ...judged, evaluation };
    },
  };
  return await allOf(run({ ...options, evaluator }));
}

function rankingOf(log: readonly RunEvent[]) {
  const [selection] = log.filter((event) => event.type === 'selection.finished');
  return selection?.ranking ?? [];
}

/** The scores in the search of the trials that could be claimed, the best first. */
function scoresOf(log: readonly RunEvent[]): number[] {
  const { trialById, referenceById } = runStateOf(log);
  return [...trialById.values()]
    .filter(({ id, rank, sameAs }) => {
      return !referenceById.has(id) && rank.status === 'valid' && sameAs === undefined;
    })
    .map(({ rank }) => rank.scores[0] ?? 0)
    .toSorted((a, b) => b - a);
}

describe('selectWinner()', () => {
  it('selectWinner() measures the best five when one of them keeps the rules', async () => {
    expect(rankingOf(await runWith(() => false))).toHaveLength(5);
  });

  it('selectWinner() goes on to the next best when none of the best keeps the rules', async () => {
    const scores = scoresOf(await runWith(() => false));
    const [best = 0, limit = 0] = [scores[0], scores[6]];
    expect(best).toBeGreaterThan(limit);
    const log = await runWith((score) => score > limit + 0.125);
    const ranking = rankingOf(log);
    expect(ranking).toHaveLength(10);
    expect(ranking[0]?.evaluation).toMatchObject({ status: 'valid', metrics: { score: limit } });
    expect(log.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
  });

  it('selectWinner() measures twenty at most and claims what is left when none keeps the rules', async () => {
    const log = await runWith(() => true, { budget: { trials: 120 } });
    expect(rankingOf(log).length).toBe(20);
    const [opened] = log.filter((event) => event.type === 'holdout.opened');
    expect(opened?.claim.verdict).toBe('breaks');
  });

  it('selectWinner() does not go on when there is no time left', async () => {
    const facts = { budget: { wallMs: 1500 } };
    expect(rankingOf(await runWith(() => true, facts)).length).toBeLessThan(20);
  });
});
