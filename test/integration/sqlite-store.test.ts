import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, InfraError } from '../../dist/domain/errors.js';
import type { RunEventBody } from '../../src/domain/event.ts';
import { hashOf } from '../../src/lib/hash.ts';
import { fakeClock } from '../../src/testing/fake-clock.ts';
import { LAW_WALL_MS, type StoreSubject, storeLaws } from '../../src/testing/store-contract.ts';
import { isLocked } from '../../dist/stores/lock.js';
import { openSqliteStore } from '../../dist/stores/sqlite.js';

const root = mkdtempSync(join(tmpdir(), 'barbican-store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const clock = fakeClock(LAW_WALL_MS);
const newFolder = (): string => mkdtempSync(join(root, 'run-'));
const ended = (wallMs: number): RunEventBody => ({
  type: 'run.ended',
  why: 'budget',
  detail: '',
  wallMs,
});

/** Changes the database behind the store's back. */
function tamper(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'run.db'));
  database.exec(sql);
  database.close();
}

async function folderWith(
  events: readonly RunEventBody[],
  blobs: readonly string[] = [],
): Promise<string> {
  const folder = newFolder();
  await using store = openSqliteStore(folder, { mode: 'create', clock });
  await store.append(events, blobs);
  return folder;
}

describe('openSqliteStore()', () => {
  const laws = storeLaws((): StoreSubject => {
    const folder = newFolder();
    const open = (mode: 'create' | 'append') => () =>
      Promise.resolve(openSqliteStore(folder, { mode, clock }));
    return { create: open('create'), reopen: open('append') };
  });
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);

  it('refuses to create a run where there is one, and leaves that alone', async () => {
    const folder = await folderWith([ended(1)]);
    expect(() => openSqliteStore(folder, { mode: 'create', clock })).toThrow(/one already/u);
    await using store = openSqliteStore(folder, { mode: 'read', clock });
    expect([...store.events()]).toHaveLength(1);
  });

  it('refuses a folder without a run and names it', () => {
    const folder = newFolder();
    for (const mode of ['append', 'read'] as const) {
      expect(() => openSqliteStore(folder, { mode, clock })).toThrow(ConfigError);
      expect(() => openSqliteStore(folder, { mode, clock })).toThrow(join(folder, 'run.db'));
    }
  });

  it('refuses a second writer, and lets one in when the first is done', async () => {
    const folder = await folderWith([ended(1)]);
    {
      await using store = openSqliteStore(folder, { mode: 'append', clock });
      expect(() => openSqliteStore(folder, { mode: 'append', clock })).toThrow(
        /in use by another process/u,
      );
      await store.append([ended(2)]);
    }
    await using store = openSqliteStore(folder, { mode: 'append', clock });
    expect([...store.events()]).toHaveLength(2);
  });

  it('isLocked() tells whether a run is written, and takes nothing', async () => {
    const folder = newFolder();
    expect(isLocked(folder)).toBe(false);
    {
      await using store = openSqliteStore(folder, { mode: 'create', clock });
      await store.append([ended(1)]);
      expect([isLocked(folder), isLocked(folder)]).toEqual([true, true]);
    }
    expect(isLocked(folder)).toBe(false);
  });

  it('frees the lock when the database cannot be opened', async () => {
    const folder = await folderWith([]);
    tamper(folder, 'PRAGMA user_version = 99');
    const open = () => openSqliteStore(folder, { mode: 'append', clock });
    expect(open).toThrow(/version is 99/u);
    expect(open).toThrow(/version is 99/u);
  });

  it.each([
    ['a newer log', 'PRAGMA user_version = 2', 'use a newer barbican'],
    ['another program’s database', 'PRAGMA user_version = 0', 'holds no run log'],
    ['a log without a table', 'DROP TABLE blobs', 'damaged'],
  ])('refuses %s', async (_, sql, message) => {
    const folder = await folderWith([ended(1)]);
    tamper(folder, sql);
    for (const mode of ['append', 'read'] as const) {
      expect(() => openSqliteStore(folder, { mode, clock })).toThrow(ConfigError);
      expect(() => openSqliteStore(folder, { mode, clock })).toThrow(message);
    }
  });

  it.each([
    ['is newer', 'UPDATE events SET v = 2', /event 1 has version 2/u],
    ['is no JSON', `UPDATE events SET body = '{"type":'`, /event 1 .* damaged/u],
    ['has no checksum', 'UPDATE events SET body = zeroblob(900)', /event 1 .* damaged/u],
    ['says it is another', `UPDATE events SET type = 'run.started'`, /event 1 .* damaged/u],
  ])('events() refuses an event that %s', async (_, sql, message) => {
    const folder = await folderWith([ended(1)]);
    tamper(folder, sql);
    await using store = openSqliteStore(folder, { mode: 'read', clock });
    expect(() => [...store.events()]).toThrow(ConfigError);
    expect(() => [...store.events()]).toThrow(message);
  });

  it('getBlob() refuses a text whose bytes were changed', async () => {
    const text = 'a program '.repeat(100);
    const folder = await folderWith([], [text]);
    tamper(
      folder,
      `UPDATE blobs SET text = CAST(substr(text, 1, 20) || x'00' || substr(text, 22) AS BLOB)`,
    );
    await using store = openSqliteStore(folder, { mode: 'read', clock });
    expect(() => store.getBlob(hashOf(text))).toThrow(ConfigError);
  });

  it('a reader sees what the writer appended since, and cannot append', async () => {
    const folder = newFolder();
    await using writer = openSqliteStore(folder, { mode: 'create', clock });
    await using reader = openSqliteStore(folder, { mode: 'read', clock });
    expect([...reader.events()]).toEqual([]);
    const stored = await writer.append([ended(1)], ['text']);
    expect([...reader.events()]).toEqual(stored);
    expect(reader.getBlob(hashOf('text'))).toBe('text');
    await expect(reader.append([ended(2)])).rejects.toThrow(InfraError);
  });

  it('a failed group rejects all of its appends and adds nothing of them', async () => {
    const folder = newFolder();
    await using store = openSqliteStore(folder, { mode: 'create', clock });
    await store.append([ended(1)]);
    tamper(
      folder,
      `CREATE TRIGGER no BEFORE INSERT ON events WHEN NEW.seq = 3 BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    const group = [
      store.append([ended(2)], ['lost']),
      store.append([ended(3)]),
      store.append([ended(4)]),
    ];
    const outcomes = await Promise.allSettled(group);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'BARBICAN_INFRA' } });
      expect(outcome.status === 'rejected' && outcome.reason.cause).toBeInstanceOf(Error);
    }
    expect([...store.events()]).toHaveLength(1);
    expect(store.getBlob(hashOf('lost'))).toBeUndefined();
    tamper(folder, 'DROP TRIGGER no');
    expect(await store.append([ended(5)])).toMatchObject([{ seq: 2 }]);
  });

  it('wall-clock time may go back without harm', async () => {
    const jumping = fakeClock(5000);
    await using store = openSqliteStore(newFolder(), { mode: 'create', clock: jumping });
    await store.append([ended(1)]);
    jumping.setWall(10);
    await store.append([ended(2)]);
    expect([...store.events()].map(({ seq, atMs }) => [seq, atMs])).toEqual([
      [1, 5000],
      [2, 10],
    ]);
  });
});
