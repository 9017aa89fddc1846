import { describe, expect, it } from 'vitest';
import { commitQueue } from './commit-queue.ts';

/** A queue whose transactions are counted and take as long as `commitMs` says. */
function countedQueue({ commitMs = 0, fails = false } = {}) {
  let nowMs = 0;
  const groups: string[][] = [];
  let group: string[] = [];
  const queue = commitQueue(
    (work) => {
      group = [];
      work();
      nowMs += commitMs;
      if (fails) throw new Error('the disk is full');
      groups.push(group);
    },
    { monotonicMs: () => nowMs },
  );
  const add = (name: string, rows = 1) =>
    queue.add(rows, () => {
      group.push(name);
      return name;
    });
  return { queue, add, groups };
}

describe('commitQueue()', () => {
  it('add() commits together what is added at the same time, in order', async () => {
    const { add, groups } = countedQueue();
    expect(await Promise.all([add('a'), add('b'), add('c')])).toEqual(['a', 'b', 'c']);
    await add('d');
    expect(groups).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('add() commits at once when a group has 64 rows', async () => {
    const { add, groups } = countedQueue({ commitMs: 1000 });
    const first = add('first', 63);
    expect(groups).toEqual([]);
    const second = add('second', 1);
    expect(groups).toEqual([['first', 'second']]);
    await Promise.all([first, second]);
  });

  it('flush() commits what waits, now, and nothing when nothing waits', async () => {
    const { queue, add, groups } = countedQueue({ commitMs: 1000 });
    queue.flush();
    const added = add('a');
    queue.flush();
    queue.flush();
    expect(groups).toEqual([['a']]);
    await added;
  });

  it('add() rejects all of a group when its transaction fails', async () => {
    const { add, groups } = countedQueue({ fails: true });
    const outcomes = await Promise.allSettled([add('a'), add('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(groups).toEqual([]);
  });

  it('add() waits for no more than a few milliseconds when commits are slow', async () => {
    const { add, groups } = countedQueue({ commitMs: 60_000 });
    await add('a');
    await add('b');
    expect(groups).toEqual([['a'], ['b']]);
  });
});
