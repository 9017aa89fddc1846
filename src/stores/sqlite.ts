import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Store } from '../contracts/store.ts';
import { EVENT_VERSION, type RunEvent, type RunEventBody } from '../domain/event.ts';
import { InfraError } from '../domain/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { hashOf } from '../lib/hash.ts';
import { commitQueue } from './commit-queue.ts';
import { blobFromRow, eventFromRow } from './event-row.ts';
import { exactJson } from './exact-json.ts';
import { takeLock } from './lock.ts';
import { createDatabase, openForReading, openForWriting } from './open-database.ts';
import { packed } from './pack.ts';
import { errorFromSqlite } from './sqlite-error.ts';

/** Most events read at a time, so that a long log is never in memory at once and no read holds up the writer. */
const PAGE_EVENTS = 256;
/** The first page has one event, as that is often all that is wanted; each further one has so many times as many. */
const PAGE_GROWTH = 16;

/** How a run's database is opened. */
export interface SqliteStoreOptions {
  /** `create` makes a new one, `append` goes on with one, `read` only reads, beside the writer, and takes no lock. */
  readonly mode: 'create' | 'append' | 'read';
  readonly clock: Clock;
}

/**
 * The store of a run: `<folder>/run.db`, SQLite in WAL mode with full synchronisation.
 *
 * Appends that wait for the same commit share one transaction. One process writes; any number read live.
 * `append` on a reader, and anything on a closed store, is an {@link InfraError}.
 *
 * @throws {ConfigError} If there is no run (or one already, in mode `create`), or it is damaged, newer than this
 *   program, or in use by another writer.
 * @throws {InfraError} If the folder cannot be read or written.
 */
export function openSqliteStore(folder: string, { mode, clock }: SqliteStoreOptions): Store {
  const path = join(folder, 'run.db');
  if (mode === 'read') return readerOf(openForReading(path), path);
  if (mode === 'create') makeFolder(folder);
  const lock = takeLock(folder);
  try {
    if (mode === 'create') createDatabase(path);
    return writerOf(openForWriting(path), { path, clock, lock });
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InfraError(`Cannot make the run folder ${folder}: ${why}`, { cause });
  }
}

function readerOf(database: DatabaseSyncInstance, path: string): Store {
  return {
    ...readingFrom(database, path),
    append: () => Promise.reject(new InfraError(`Cannot write ${path} as it is open for reading`)),
    [Symbol.asyncDispose]: () => {
      if (database.isOpen) database.close();
      return Promise.resolve();
    },
  };
}

interface WriterParts {
  readonly path: string;
  readonly clock: Clock;
  readonly lock: Disposable;
}

function writerOf(database: DatabaseSyncInstance, { path, clock, lock }: WriterParts): Store {
  const insertEvent = database.prepare(
    'INSERT INTO events (seq, v, type, trial_id, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertBlob = database.prepare('INSERT OR IGNORE INTO blobs (hash, text) VALUES (?, ?)');
  let seq = Number(database.prepare('SELECT max(seq) AS seq FROM events').get()?.['seq'] ?? 0);

  const queue = commitQueue((work) => {
    const before = seq;
    try {
      database.exec('BEGIN IMMEDIATE');
      work();
      database.exec('COMMIT');
    } catch (error) {
      seq = before;
      if (database.isTransaction) database.exec('ROLLBACK');
      throw errorFromSqlite(error, `write ${path}`);
    }
  }, clock);

  return {
    ...readingFrom(database, path),
    append: async (events, blobs = []) => {
      if (!database.isOpen) throw closedError(path);
      const rows = events.map((event) => ({ event, body: packed(exactJson(event)) }));
      const texts = blobs.map((text) => ({ hash: bytesOf(hashOf(text)), text: packed(text) }));
      return queue.add(rows.length + texts.length, () => {
        for (const { hash, text } of texts) insertBlob.run(hash, text);
        return rows.map(({ event, body }): RunEvent => {
          const stored = { ...event, seq: ++seq, v: EVENT_VERSION, atMs: clock.wallMs() };
          const { v, type, atMs } = stored;
          insertEvent.run(stored.seq, v, type, trialIdOf(event), atMs, body);
          return stored;
        });
      });
    },
    [Symbol.asyncDispose]: () => {
      if (!database.isOpen) return Promise.resolve();
      queue.flush();
      try {
        leaveWal(database, path);
      } finally {
        database.close();
        lock[Symbol.dispose]();
      }
      return Promise.resolve();
    },
  };
}

function readingFrom(
  database: DatabaseSyncInstance,
  path: string,
): Pick<Store, 'events' | 'getBlob'> {
  const selectPage = database.prepare('SELECT * FROM events WHERE seq >= ? ORDER BY seq LIMIT ?');
  const selectBlob = database.prepare('SELECT text FROM blobs WHERE hash = ?');
  const reading = <Result>(read: () => Result): Result => {
    if (!database.isOpen) throw closedError(path);
    try {
      return read();
    } catch (error) {
      throw errorFromSqlite(error, `read ${path}`);
    }
  };
  return {
    *events(from = 1) {
      let next = from;
      for (let size = 1; ; size = Math.min(PAGE_EVENTS, PAGE_GROWTH * size)) {
        const page: readonly unknown[] = reading(() => selectPage.all(next, size));
        for (const row of page) {
          const event = eventFromRow(row, path);
          next = event.seq + 1;
          yield event;
        }
        if (page.length < size) return;
      }
    },
    getBlob: (hash) => {
      const row: unknown = reading(() => selectBlob.get(bytesOf(hash)));
      return row === undefined ? undefined : blobFromRow(row, path);
    },
  };
}

/** Puts everything into the one file, so that a copy of it, or a folder that cannot be written, can be read. */
function leaveWal(database: DatabaseSyncInstance, path: string): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
  } catch (error) {
    // A reader that is still there, or a full disk: what was acknowledged stays durable in the write-ahead log.
    const failure = errorFromSqlite(error, `write ${path}`);
    if (!(failure instanceof InfraError)) throw failure;
  }
}

function closedError(path: string): InfraError {
  return new InfraError(`Cannot use ${path} as its store is closed`);
}

function trialIdOf(event: RunEventBody): string | null {
  return 'trialId' in event ? event.trialId : null;
}

function bytesOf(hash: string): Uint8Array {
  return Buffer.from(hash, 'hex');
}
