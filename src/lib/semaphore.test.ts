import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSemaphore } from './semaphore.ts';

const never = new AbortController().signal;

describe('createSemaphore()', () => {
  it('lets as many work as there are places, in the order in which they came', async () => {
    const semaphore = createSemaphore(2);
    const began: number[] = [];
    let most = 0;
    let now = 0;
    const work = (i: number) => async (): Promise<number> => {
      began.push(i);
      most = Math.max(most, ++now);
      await sleep(1);
      now -= 1;
      if (i === 1) throw new RangeError('one');
      return i;
    };
    const results = [0, 1, 2, 3, 4].map((i) => semaphore.use(never, work(i)));
    const ended = await Promise.allSettled(results);
    expect(ended.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect([began, most, now]).toEqual([[0, 1, 2, 3, 4], 2, 0]);
  });

  it('forgets who stops waiting', async () => {
    const semaphore = createSemaphore(1);
    const stop = new AbortController();
    const first = semaphore.use(never, () => sleep(5));
    const second = semaphore.use(stop.signal, () => Promise.reject(new Error('It began')));
    const third = semaphore.use(never, () => Promise.resolve('third'));
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await first;
    expect(await third).toBe('third');
    await expect(semaphore.use(stop.signal, () => Promise.resolve())).rejects.toThrow('enough');
  });
});
