import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../contracts/evaluator.ts';
import type { RunEvent } from '../domain/event.ts';
import { runStateOf } from '../domain/run-state.ts';
import type { Trial } from '../domain/trial.ts';
import { allOf, comparable, fakeWorld, type FakeWorldFacts } from '../testing/fake-world.ts';
import { cutStore } from '../testing/fake-stores.ts';
import type { RunOptions } from './engine.ts';
import { run } from './run.ts';

/** Screens as the plan says, with the numbers of `inner` both times. */
function screeningAt(inner: Evaluator, asked: { screenings: number }): Evaluator {
  return {
    evaluate: async (program, { screening, ...plan }, signal) => {
      if (!screening) return await inner.evaluate(program, plan, signal);
      asked.screenings += 1;
      const screened = await inner.evaluate(program, { ...plan, known: screening.known }, signal);
      const { status } = screened.evaluation;
      if (status !== 'failed' && !screening.wouldKeep(screened.evaluation))
        return { ...screened, screened: true };
      return await inner.evaluate(program, plan, signal);
    },
  };
}

function screeningWorld(facts: FakeWorldFacts & { isMechanical?: true } = {}) {
  const { isMechanical = true, ...rest } = facts;
  const { options } = fakeWorld({ budget: { trials: 300 }, screening: true, ...rest });
  const asked = { screenings: 0 };
  const evaluator = screeningAt(options.evaluator, asked);
  const proposer = { ...options.proposer, ...(isMechanical ? { isMechanical } : {}) };
  return { options: { ...options, evaluator, proposer }, asked };
}

async function logOf(options: RunOptions): Promise<RunEvent[]> {
  return await allOf(run(options));
}

function trialsIn(log: readonly RunEvent[]): Trial[] {
  return log.flatMap((event) => (event.type === 'trial.finished' ? [event.trial] : []));
}

describe('screeningOf()', () => {
  for (const strategy of ['pool', 'greedy', 'random'])
    it(`screeningOf() lets nothing that was only screened be a parent or a result with "${strategy}"`, async () => {
      const { options } = screeningWorld({ strategy, concurrency: 4 });
      const log = await logOf(options);
      const screened = new Set(trialsIn(log).flatMap((one) => (one.screened ? [one.id] : [])));
      expect(screened.size).toBeGreaterThan(10);
      const named = log.flatMap((event) => {
        if (event.type === 'trial.started') return [...event.ask.parentIds, ...event.ask.context];
        if (event.type === 'selection.finished') return event.ranking.map(({ trialId }) => trialId);
        if (event.type === 'claim.confirmed') return [event.claim.trialId];
        return event.type === 'trial.finished' && !event.trial.screened
          ? [event.trial.sameAs ?? 'seed']
          : [];
      });
      expect(named.filter((id) => screened.has(id))).toEqual([]);
      expect(screened.has(runStateOf(log).best?.id ?? '')).toBe(false);
    });

  it('screeningOf() finds the same best as a run without screening', async () => {
    const best = async (screening: boolean): Promise<string | undefined> => {
      const { options } = screeningWorld({ strategy: 'greedy', screening });
      return runStateOf(await logOf(options)).best?.id;
    };
    expect(await best(true)).toBe(await best(false));
  });

  it('screeningOf() screens nothing while the pool takes everything', async () => {
    const { options, asked } = screeningWorld({ budget: { trials: 12 } });
    await logOf(options);
    expect(asked.screenings).toBe(0);
  });

  it('screeningOf() screens nothing that others than a mechanical proposer made', async () => {
    const { options } = fakeWorld({ budget: { trials: 100 }, screening: true, strategy: 'greedy' });
    const asked = { screenings: 0 };
    await logOf({ ...options, evaluator: screeningAt(options.evaluator, asked) });
    expect(asked.screenings).toBe(0);
  });

  it('screeningOf() decides the same again when a run is cut off', async () => {
    const { options } = screeningWorld({ strategy: 'greedy' });
    const whole = await logOf(options);
    const cut = Math.floor(whole.length / 2);
    const { options: again } = screeningWorld({
      strategy: 'greedy',
      store: await cutStore(options.store, cut),
    });
    await logOf(again);
    expect(comparable(again.store.events())).toEqual(comparable(whole));
  });
});
