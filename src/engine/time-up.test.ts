import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NoReplyError } from '../domain/errors.ts';
import {
  allOf,
  comparable,
  type FakeProposer,
  fakeProposer,
  fakeWorld,
} from '../testing/fake-world.ts';
import { memoryStore } from '../testing/memory-store.ts';
import type { VirtualTime } from '../testing/virtual-time.ts';
import { newEngine } from './engine.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { withinTime } from './time-up.ts';

afterEach(() => vi.useRealTimers());

/** The reason for which `signal` is aborted. */
const reasonOf = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

/** What proposes in made-up time, but is waited for in real time as well. */
function slow(time: VirtualTime, ms: number): FakeProposer {
  const inner = fakeProposer(time);
  return {
    ...inner,
    propose: async (brief, signal) => {
      await sleep(ms, undefined, { signal });
      return await inner.propose(brief, signal);
    },
  };
}

describe('withinTime()', () => {
  it('ends the work when the time of the search and half of what is kept are over, at the budget of then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { options } = fakeWorld({ budget: { wallMs: 10_000 } });
    let nowMs = 0;
    const clock = { monotonicMs: () => nowMs, wallMs: () => 0 };
    const engine = newEngine({ ...options, clock }, () => 0);
    engine.state.budget = { wallMs: 10_000 };
    let reason: unknown;
    const working = withinTime(engine, async (signal) => {
      reason = await reasonOf(signal);
    });
    const pass = async (ms: number): Promise<void> => {
      nowMs += ms;
      await vi.advanceTimersByTimeAsync(ms);
    };
    await pass(9_000);
    engine.state.budget = { wallMs: 20_000 };
    await pass(9_500);
    expect(reason).toBeUndefined();
    await pass(600);
    await working;
    expect(reason).toBeInstanceOf(NoReplyError);
  });

  it('cuts nothing off in a replay, which may take longer than the run', async () => {
    const { options } = fakeWorld({ budget: { wallMs: 500 }, concurrency: 8 });
    const events = await allOf(run(options));
    const { store, strategy, syntax } = options;
    const again = fakeWorld({ proposer: (time) => slow(time, 8) }).proposer;
    const replayed = await allOf(
      replay({
        recorded: store,
        store: memoryStore(options.clock),
        strategy,
        proposerFor: () => Promise.resolve(again),
        syntax,
        signal: new AbortController().signal,
      }),
    );
    const asked = events.filter(({ type }) => type === 'trial.started').length;
    expect(8 * asked).toBeGreaterThan(1.5 * 500);
    expect(comparable(replayed)).toEqual(comparable(events));
  });
});
