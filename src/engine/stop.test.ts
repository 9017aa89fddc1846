import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evaluator } from '../contracts/evaluator.ts';
import { runStateOf } from '../domain/run-state.ts';
import { allOf, fakeWorld } from '../testing/fake-world.ts';
import { countOf, outcomeOf, stuckEvaluator } from '../testing/watched-run.ts';
import { run } from './run.ts';

afterEach(() => vi.useRealTimers());

describe('run() when it is interrupted', () => {
  it('run() lets trials under way end, makes no claim, and goes on later', async () => {
    const stop = new AbortController();
    const { options } = fakeWorld({ concurrency: 8, signal: stop.signal });
    const { yielded, error } = await outcomeOf(options, (event) => {
      if (event.type === 'trial.finished') stop.abort();
    });
    expect(error).toBeUndefined();
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'interrupted' });
    expect(countOf(yielded, 'selection.finished')).toBe(0);
    expect(runStateOf(yielded).openById.size).toBe(0);
    expect(countOf(yielded, 'trial.started')).toBeLessThan(36);
    const later = await allOf(run({ ...options, signal: new AbortController().signal }));
    expect(later.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
    expect(countOf(options.store.events(), 'trial.started')).toBe(36);
    expect(countOf(later, 'holdout.opened')).toBe(1);
  });

  it('run() cuts off after two seconds what does not end by itself, and runs it again later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stop = new AbortController();
    const { options } = fakeWorld({ concurrency: 4, signal: stop.signal });
    const evaluator = stuckEvaluator(options.evaluator, 9);
    let ended = false;
    const running = outcomeOf({ ...options, evaluator }).finally(() => {
      ended = true;
    });
    for (let i = 0; i < 200; i++) await new Promise(setImmediate);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1999);
    expect([ended, evaluator.stopped]).toEqual([false, 0]);
    await vi.advanceTimersByTimeAsync(1);
    const { yielded, error } = await running;
    expect(error).toBeUndefined();
    expect(evaluator.stopped).toBe(4);
    expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'interrupted' });
    expect(runStateOf(yielded).openById.size).toBe(4);
    const proposedBefore = countOf(options.store.events(), 'trial.proposed');
    vi.useRealTimers();
    const later = await allOf(run({ ...options, signal: new AbortController().signal }));
    expect(later.slice(1, 5).filter(({ type }) => type === 'trial.started').length).toBeLessThan(4);
    expect(proposedBefore + countOf(later, 'trial.proposed')).toBe(
      countOf(options.store.events(), 'trial.proposed'),
    );
    expect(runStateOf(options.store.events()).openById.size).toBe(0);
    expect(runStateOf(options.store.events()).spend.trials).toBe(36);
  });

  it('run() only says that it began and ended when it was stopped before', async () => {
    const { options } = fakeWorld({ signal: AbortSignal.abort() });
    const { yielded, error } = await outcomeOf(options);
    expect(error).toBeUndefined();
    expect(yielded.map(({ type }) => type)).toEqual(['run.started', 'run.ended']);
  });

  it('run() ends as interrupted when the baselines are still judged, and judges them later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stop = new AbortController();
    const { options } = fakeWorld({ signal: stop.signal });
    const evaluator = stuckEvaluator(options.evaluator, 2);
    const running = outcomeOf({ ...options, evaluator });
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    stop.abort();
    await vi.advanceTimersByTimeAsync(2000);
    const { yielded, error } = await running;
    expect(error).toBeUndefined();
    expect(yielded.map(({ type }) => type)).toEqual(['run.started', 'run.ended']);
    expect(yielded.at(-1)).toMatchObject({ why: 'interrupted' });
    vi.useRealTimers();
    const later = await allOf(run({ ...options, signal: new AbortController().signal }));
    expect(countOf(later, 'reference.finished')).toBe(2);
    expect(later.at(-1)).toMatchObject({ why: 'budget' });
  });

  it.each(['selection', 'confirmation', 'holdout'] as const)(
    'run() ends without a claim on what it has not seen when it is stopped during the %s',
    async (part) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const stop = new AbortController();
      const { options } = fakeWorld({ signal: stop.signal, budget: { trials: 10 } });
      const never = stuckEvaluator(options.evaluator, 0);
      const evaluator: Evaluator = {
        evaluate: (program, plan, signal) => {
          if (plan.part !== part) return options.evaluator.evaluate(program, plan, signal);
          stop.abort();
          return never.evaluate(program, plan, signal);
        },
      };
      const running = outcomeOf({ ...options, evaluator });
      while (!stop.signal.aborted) await new Promise(setImmediate);
      await vi.advanceTimersByTimeAsync(2000);
      const { yielded, error } = await running;
      expect(error).toBeUndefined();
      expect(yielded.at(-1)).toMatchObject({ type: 'run.ended', why: 'interrupted' });
      expect(countOf(yielded, 'holdout.opened')).toBe(0);
      vi.useRealTimers();
      const later = await allOf(run({ ...options, signal: new AbortController().signal }));
      const all = [...options.store.events()];
      for (const type of ['selection.finished', 'claim.confirmed', 'holdout.opened'] as const) {
        expect(countOf(all, type)).toBe(1);
      }
      expect(later.at(-1)).toMatchObject({ why: 'budget' });
    },
  );

  it('run() stops what is under way when its reader goes away', async () => {
    const { options } = fakeWorld({ concurrency: 4 });
    const evaluator = stuckEvaluator(options.evaluator, 5);
    for await (const { type } of run({ ...options, evaluator })) {
      if (type === 'trial.proposed' && countOf(options.store.events(), type) > 4) break;
    }
    expect(evaluator.stopped).toBeGreaterThan(0);
    expect(countOf(options.store.events(), 'run.ended')).toBe(0);
  });
});
