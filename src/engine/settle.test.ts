import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { abortLater, firstOf, mapAtMost } from './settle.ts';

describe('firstOf()', () => {
  it('firstOf() resolves when one promise has resolved', async () => {
    const never = new Promise<void>(() => undefined);
    await expect(firstOf([never, sleep(1)], new AbortController().signal)).resolves.toBeUndefined();
  });

  it('firstOf() resolves when the signal is aborted', async () => {
    const stop = new AbortController();
    const waiting = firstOf([new Promise<void>(() => undefined)], stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('abortLater()', () => {
  it('abortLater() aborts the target after the delay', async () => {
    const stop = new AbortController();
    const target = new AbortController();
    using _ = abortLater(target, stop.signal, 5);
    stop.abort();
    expect(target.signal.aborted).toBe(false);
    await sleep(30);
    expect(target.signal.aborted).toBe(true);
  });

  it('abortLater() does nothing once it was disposed of', async () => {
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
    const results = await mapAtMost([5, 1, 3, 2], 2, async (ms) => {
      now++;
      most = Math.max(most, now);
      await sleep(ms);
      now--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 30, 20]);
    expect(most).toBe(2);
  });

  it('mapAtMost() rejects when the work does', async () => {
    await expect(mapAtMost([1], 1, async () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
  });
});
