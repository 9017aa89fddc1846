import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../contracts/evaluator.ts';
import type { Sentinel } from '../domain/event.ts';
import { runStateOf } from '../domain/run-state.ts';
import { cutStore } from '../testing/fake-stores.ts';
import { allOf, comparable, fakeWorld, type FakeWorldFacts } from '../testing/fake-world.ts';
import { outcomeOf } from '../testing/watched-run.ts';
import type { RunOptions } from './engine.ts';
import { run } from './run.ts';

/** Adds to the numbers of the seed program, by how often it was judged on the workloads of the search before. */
function changing(inner: Evaluator, added: (times: number) => number): Evaluator {
  let times = 0;
  return {
    evaluate: async (program, plan, signal) => {
      const judged = await inner.evaluate(program, plan, signal);
      const isSeed = program.files['seed.js'] === '0' && plan.part === 'search' && plan.draw === 0;
      const { evaluation } = judged;
      if (!isSeed || evaluation.status !== 'valid') return judged;
      const more = added(times++);
      const perWorkload = evaluation.perWorkload.map((one) => ({
        ...one,
        values: { score: Number(one.values['score']) + more },
      }));
      return { ...judged, evaluation: { ...evaluation, perWorkload } };
    },
  };
}

function world(added: (times: number) => number, facts: FakeWorldFacts = {}): RunOptions {
  const { options } = fakeWorld({ budget: { trials: 330 }, ...facts });
  return { ...options, evaluator: changing(options.evaluator, added) };
}

async function sentinelsOf(options: RunOptions): Promise<{ found: Sentinel[]; error: unknown }> {
  const { yielded, error } = await outcomeOf(options);
  const found = yielded.flatMap((event) =>
    event.type === 'sentinel.finished' ? [event.sentinel] : [],
  );
  return { found, error };
}

describe('runSentinel()', () => {
  it.each([1, 4])(
    'runSentinel() runs after each hundred trials at concurrency %i',
    async (concurrency) => {
      const options = world(() => 0, { concurrency });
      const { found, error } = await sentinelsOf(options);
      expect(error).toBeUndefined();
      expect(found.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
      expect(found.map(({ afterTrials }) => afterTrials)).toEqual([100, 200]);
    },
  );

  it('runSentinel() stops the run when the seed program gives other outputs, twice the same', async () => {
    const options = world((times) => (times < 2 ? 0 : 1));
    const { found, error } = await sentinelsOf(options);
    expect(error).toMatchObject({
      code: 'BARBICAN_INFRA',
      message: expect.stringMatching(
        /seed program is judged otherwise.*after 200 trials.*"score":0/u,
      ),
    });
    expect(found.map(({ verdict }) => verdict)).toEqual(['same', 'changed']);
    const log = [...options.store.events()];
    expect(log.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
  });

  it('runSentinel() says so when the seed program gives others each time, and goes on', async () => {
    const { found, error } = await sentinelsOf(world((times) => times));
    expect(error).toBeUndefined();
    expect(found.map(({ verdict }) => verdict)).toEqual(['unsteady', 'unsteady']);
  });

  it('runSentinel() is counted as evaluation time and as no trial', async () => {
    const options = world(() => 0, { budget: { trials: 120 } });
    const log = await allOf(run(options));
    const state = runStateOf(log);
    const finished = log.filter(
      ({ type }) => type === 'trial.finished' || type === 'trial.rejected',
    );
    expect(finished).toHaveLength(state.spend.trials);
    expect(state.sentinels.last?.evaluateMs).toBeGreaterThan(0);
  });

  it('runSentinel() is run again when the run was cut off before it had finished', async () => {
    const options = world(() => 0, { budget: { trials: 150 } });
    const whole = await allOf(run(options));
    const at = whole.findIndex(({ type }) => type === 'sentinel.finished');
    const again = world(() => 0, {
      budget: { trials: 150 },
      store: await cutStore(options.store, at),
    });
    await allOf(run(again));
    expect(comparable(again.store.events())).toEqual(comparable(whole));
  });
});
