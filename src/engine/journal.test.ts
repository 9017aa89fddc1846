import { describe, expect, it } from 'vitest';
import type { Store } from '../contracts/store.ts';
import { InfraError } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import { openJournal } from './journal.ts';

const numbered = (wallMs: number): RunEventBody => ({
  type: 'run.ended',
  why: 'budget',
  detail: '',
  wallMs,
});
const numberOf = (event: RunEvent) => (event.type === 'run.ended' ? event.wallMs : -1);

/** A disk that does what it is told, when it is told. */
function slowDisk() {
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let seq = 0;
  let appends = 0;
  const store: Pick<Store, 'append'> = {
    append: (events) => {
      appends += 1;
      const stored = events.map((event) => ({ ...event, seq: ++seq, v: 1, atMs: 0 }));
      return new Promise((resolve, reject) => {
        waiting.push({ resolve: () => resolve(stored), reject });
      });
    },
  };
  return { store, waiting, appends: () => appends };
}

describe('openJournal()', () => {
  it('write() hands events on when they are durable, and not before', async () => {
    const { store, waiting } = slowDisk();
    const taken: number[] = [];
    const journal = openJournal(
      store,
      (event) => taken.push(numberOf(event)),
      () => undefined,
    );
    const written = journal.write([numbered(1), numbered(2)]);
    await Promise.resolve();
    expect([taken, journal.untold()]).toEqual([[], 2]);
    waiting[0]?.resolve();
    await written;
    expect([taken, journal.untold()]).toEqual([[1, 2], 0]);
    expect(journal.drain().map(numberOf)).toEqual([1, 2]);
    expect(journal.drain()).toEqual([]);
  });

  it('write() keeps the order of writing when a later one is durable first', async () => {
    const { store, waiting } = slowDisk();
    const taken: number[] = [];
    const journal = openJournal(
      store,
      (event) => taken.push(numberOf(event)),
      () => undefined,
    );
    const written = [journal.write([numbered(1)]), journal.write([numbered(2)])];
    waiting[1]?.resolve();
    await new Promise(setImmediate);
    expect(taken).toEqual([]);
    waiting[0]?.resolve();
    await Promise.all(written);
    expect(taken).toEqual([1, 2]);
  });

  it('write() writes nothing more when one write has failed', async () => {
    const { store, waiting, appends } = slowDisk();
    const taken: number[] = [];
    const journal = openJournal(
      store,
      (event) => taken.push(numberOf(event)),
      () => undefined,
    );
    const failed = journal.write([numbered(1)]);
    const full = new InfraError('the disk is full');
    waiting[0]?.reject(full);
    await expect(failed).rejects.toBe(full);
    await expect(journal.write([numbered(2)])).rejects.toBe(full);
    expect([appends(), taken, journal.untold(), journal.drain()]).toEqual([1, [], 0, []]);
  });

  it('write() tells when it is done, whatever came of it', async () => {
    const { store, waiting } = slowDisk();
    let changes = 0;
    const journal = openJournal(
      store,
      () => undefined,
      () => changes++,
    );
    const written = [journal.write([numbered(1)]), journal.write([numbered(2)])];
    waiting[0]?.resolve();
    waiting[1]?.reject(new Error('no'));
    await Promise.allSettled(written);
    expect(changes).toBe(2);
  });

  it('write() fails when an event cannot be taken, and the event is still handed out', async () => {
    const { store, waiting } = slowDisk();
    const bug = new TypeError('a bug in a strategy');
    const journal = openJournal(
      store,
      () => {
        throw bug;
      },
      () => undefined,
    );
    const written = journal.write([numbered(1)]);
    waiting[0]?.resolve();
    await expect(written).rejects.toBe(bug);
    expect(journal.drain().map(numberOf)).toEqual([1]);
  });
});
