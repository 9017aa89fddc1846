import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { abortLater, createBell, mapAtMost } from './settle.ts';

describe('createBell()', () => {
  it('heard() resolves when the bell rings', async () => {
    const bell = createBell();
    let heard = false;
    const waiting = bell.heard().then(() => {
      heard = true;
    });
    await sleep(1);
    expect(heard).toBe(false);
    bell.ring();
    await waiting;
    expect(heard).toBe(true);
  });

  it('heard() resolves at once, and once, when the bell has rung before', async () => {
    const bell = createBell();
    bell.ring();
    bell.ring();
    await bell.heard();
    const again = bell.heard();
    await expect(Promise.race([again, sleep(5, 'silent')])).resolves.toBe('silent');
    bell.ring();
    await again;
  });
});

describe('abortLater()', () => {
  it('abortLater() aborts the target with the reason after the delay', async () => {
    const stop = new AbortController();
    const target = new AbortController();
    using _ = abortLater(target, stop.signal, 5);
    const reason = new Error('stop');
    stop.abort(reason);
    expect(target.signal.aborted).toBe(false);
    await sleep(30);
    expect(target.signal.reason).toBe(reason);
  });

  it('abortLater() aborts the target when the signal was aborted before', async () => {
    const target = new AbortController();
    using _ = abortLater(target, AbortSignal.abort(), 1);
    await sleep(30);
    expect(target.signal.aborted).toBe(true);
  });

  it('abortLater() does nothing when it was disposed of', async () => {
    const stop = new AbortController();
    const target = new AbortController();
    abortLater(target, stop.signal, 1)[Symbol.dispose]();
    stop.abort();
    await sleep(10);
    expect(target.signal.aborted).toBe(false);
  });
});

describe('mapAtMost()', () => {
  it('mapAtMost() keeps the order of the items and the limit', async () => {
    let now = 0;
    let most = 0;
    const limits = { limit: 2, others: new AbortController() };
    const results = await mapAtMost([5, 1, 3, 2], limits, async (ms) => {
      now++;
      most = Math.max(most, now);
      await sleep(ms);
      now--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 30, 20]);
    expect(most).toBe(2);
    expect(limits.others.signal.aborted).toBe(false);
  });

  it('mapAtMost() rejects with the first rejection when all that was under way has ended', async () => {
    const others = new AbortController();
    const begun: string[] = [];
    const ended: string[] = [];
    const work = async (item: string): Promise<void> => {
      begun.push(item);
      try {
        if (item === 'bad') throw new Error('no');
        await new Promise((_, reject) => {
          others.signal.addEventListener('abort', () => reject(new Error('cut off')));
        });
      } finally {
        ended.push(item);
      }
    };
    const done = mapAtMost(['slow', 'bad', 'never begun'], { limit: 2, others }, work);
    await expect(done).rejects.toThrow('no');
    expect(begun).toEqual(['slow', 'bad']);
    expect(ended.toSorted()).toEqual(['bad', 'slow']);
  });

  it('mapAtMost() gives nothing when there are no items', async () => {
    const limits = { limit: 3, others: new AbortController() };
    await expect(mapAtMost([], limits, () => Promise.reject(new Error('no')))).resolves.toEqual([]);
  });
});
