import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evaluator } from '../contracts/evaluator.ts';
import type { Strategy } from '../contracts/strategy.ts';
import { ConfigError, ContractError, InfraError } from '../domain/errors.ts';
import { runStateOf } from '../domain/run-state.ts';
import { cutStore, failingStore } from '../testing/fake-stores.ts';
import { allOf, fakeProblem, fakeWorld, programOf } from '../testing/fake-world.ts';
import { countOf, outcomeOf, stuckEvaluator } from '../testing/watched-run.ts';
import { run } from './run.ts';

afterEach(() => vi.useRealTimers());

/** Fails from the `from`-th evaluation on. */
function broken(inner: Evaluator, from: number, error: Error): Evaluator {
  let calls = 0;
  return {
    evaluate: (program, plan, signal) => {
      calls += 1;
      return calls < from ? inner.evaluate(program, plan, signal) : Promise.reject(error);
    },
  };
}

describe('run() when something fails', () => {
  it.each([1, 4])(
    'run() keeps what finished and throws when the evaluator fails at concurrency %i',
    async (concurrency) => {
      const { options } = fakeWorld({ concurrency });
      const dead = new InfraError('The judge went away');
      const { yielded, error } = await outcomeOf({
        ...options,
        evaluator: broken(options.evaluator, 9, dead),
      });
      expect(error).toBe(dead);
      expect(yielded.at(-1)).toMatchObject({
        type: 'run.ended',
        why: 'failed',
        detail: dead.message,
      });
      expect(yielded).toEqual([...options.store.events()]);
      const finished = countOf(yielded, 'trial.finished');
      expect(finished).toBeGreaterThan(0);
      const later = await allOf(run(options));
      expect(later.at(-1)).toMatchObject({ why: 'budget' });
      const state = runStateOf(options.store.events());
      expect([state.openById.size, state.spend.trials]).toEqual([0, 36]);
    },
  );

  it('run() does not wait for ever for the others when one trial failed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { options } = fakeWorld({ concurrency: 4 });
    const dead = new InfraError('The judge went away');
    const never = stuckEvaluator(options.evaluator, 0);
    let calls = 0;
    let failed = false;
    const evaluator: Evaluator = {
      evaluate: (...evaluation) => {
        calls += 1;
        if (calls < 5) return options.evaluator.evaluate(...evaluation);
        if (calls < 7) return never.evaluate(...evaluation);
        failed = true;
        return Promise.reject(dead);
      },
    };
    const running = outcomeOf({ ...options, evaluator });
    while (!failed) await new Promise(setImmediate);
    await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(2000);
    const { yielded, error } = await running;
    expect(error).toBe(dead);
    expect(never.stopped).toBe(2);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
  });

  it('run() ends, and leaves no judge at work, when a proposal cannot be logged', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const full = new InfraError('The disk is full');
    let failed = false;
    const inner = fakeWorld().options.store;
    const store = failingStore(inner, (events) => {
      if (!events.some(({ type }) => type === 'trial.proposed')) return undefined;
      failed = true;
      return full;
    });
    const { options } = fakeWorld({ store });
    // The seed program and the baselines are judged.
    const references = 1 + options.problem.baselines.length;
    const evaluator = stuckEvaluator(options.evaluator, references + 1);
    const running = outcomeOf({ ...options, evaluator });
    while (!failed) await new Promise(setImmediate);
    await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(2000);
    const { error } = await running;
    expect(error).toBe(full);
    expect(evaluator.stopped).toBe(1);
  });

  it('run() does not wait for ever for trials under way when the strategy breaks its promise', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { options } = fakeWorld({ concurrency: 3 });
    const evaluator = stuckEvaluator(options.evaluator, 3);
    let asked = 0;
    const strategy: Strategy = {
      ...options.strategy,
      ask: (state, view, rng) => {
        asked += 1;
        const ask = options.strategy.ask(state, view, rng);
        return asked > 2 && ask.kind === 'propose' ? { ...ask, parentIds: ['t99'] } : ask;
      },
    };
    const running = outcomeOf({ ...options, evaluator, strategy });
    while (asked < 3) await new Promise(setImmediate);
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(2000);
    const { yielded, error } = await running;
    expect(error).toBeInstanceOf(ContractError);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
  });

  it.each(['selection', 'confirmation', 'holdout'] as const)(
    'run() throws when the %s fails, and makes it up later',
    async (part) => {
      const { options } = fakeWorld({ budget: { trials: 10 } });
      const dead = new InfraError('The judge went away');
      const evaluator: Evaluator = {
        evaluate: (program, plan, signal) =>
          plan.part === part
            ? Promise.reject(dead)
            : options.evaluator.evaluate(program, plan, signal),
      };
      const { yielded, error } = await outcomeOf({ ...options, evaluator });
      expect(error).toBe(dead);
      expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
      const later = await allOf(run(options));
      expect(later.at(-1)).toMatchObject({ why: 'budget' });
      expect(countOf(options.store.events(), 'holdout.opened')).toBe(1);
    },
  );

  it('run() tells nothing that is not durable when the disk is full', async () => {
    const world = fakeWorld({ concurrency: 8 });
    const full = new InfraError('the disk is full');
    for (const room of [0, 1, 2, 3, 9, 20, 40]) {
      const inner = await cutStore(world.options.store, 0);
      let left = room;
      const { options, proposer } = fakeWorld({
        concurrency: 8,
        store: failingStore(inner, () => (left-- > 0 ? undefined : full)),
      });
      const told: string[] = [];
      const strategy: Strategy = {
        ...options.strategy,
        tell: (state, event, view) => {
          told.push(event.trialId);
          return options.strategy.tell(state, event, view);
        },
      };
      const { yielded, error } = await outcomeOf({ ...options, strategy });
      const durable = [...inner.events()];
      expect(error).toBe(full);
      expect(yielded).toEqual(durable);
      const ended = durable.filter(
        ({ type }) => type === 'trial.finished' || type === 'trial.rejected',
      );
      expect(told).toEqual(ended.map((event) => 'trialId' in event && event.trialId));
      expect(proposer.briefs.length).toBeLessThanOrEqual(countOf(durable, 'trial.started'));
    }
  });

  it('run() leaves a log that can be resumed when the disk was full for a moment', async () => {
    for (const failing of [5, 12, 23, 40]) {
      const inner = await cutStore(fakeWorld().options.store, 0);
      let appends = 0;
      const store = failingStore(inner, () =>
        ++appends === failing ? new InfraError('full') : undefined,
      );
      const { options } = fakeWorld({ concurrency: 8, store });
      const { error } = await outcomeOf(options);
      expect(error).toBeInstanceOf(InfraError);
      await allOf(run(fakeWorld({ concurrency: 8, store: inner }).options));
      const state = runStateOf(inner.events());
      expect([state.openById.size, state.spend.trials]).toEqual([0, 36]);
      for (const { sameAs } of state.trialById.values()) {
        if (sameAs !== undefined) expect(state.trialById.has(sameAs)).toBe(true);
      }
    }
  });

  it.each([
    [
      'a baseline crashes',
      { baselines: [{ name: 'plain', program: programOf('crash') }] },
      'baseline "plain" failed',
    ],
    [
      'a baseline is invalid',
      { baselines: [{ name: 'plain', program: programOf('cheat') }] },
      'breaks "no cheating"',
    ],
    ['the seed program crashes', { seedProgram: programOf('crash') }, 'the seed program failed'],
  ])('run() says what is wrong with the problem when %s', async (_, overrides, message) => {
    const { options } = fakeWorld({ problem: fakeProblem(overrides), concurrency: 2 });
    const { yielded, error } = await outcomeOf(options);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(message);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
    expect(countOf(yielded, 'trial.started')).toBe(0);
  });

  it('run() throws a bug of a proposer as it is', async () => {
    const bug = new TypeError('undefined is not a function');
    const { options } = fakeWorld({ concurrency: 3 });
    const proposer = { name: 'buggy', propose: () => Promise.reject(bug) };
    const { yielded, error } = await outcomeOf({ ...options, proposer });
    expect(error).toBe(bug);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
  });

  it.each([
    ['metric', { metrics: { score: Number.NaN } }, /NaN for metric "score" over all/u],
    [
      'ratio',
      {
        perWorkload: [
          { regime: 'usual', index: 1, values: { score: { top: 1, bottom: Infinity } } },
        ],
      },
      /1\/Infinity for metric "score" on workload 1 of regime "usual"/u,
    ],
  ])('run() blames the evaluator when a %s is not finite', async (_, change, message) => {
    const { options } = fakeWorld();
    const evaluator: Evaluator = {
      evaluate: async (...evaluation) => {
        const judged = await options.evaluator.evaluate(...evaluation);
        return { ...judged, evaluation: { ...judged.evaluation, ...change } };
      },
    };
    const { error } = await outcomeOf({ ...options, evaluator });
    expect(error).toBeInstanceOf(ContractError);
    expect(String(error)).toMatch(message);
  });
});
