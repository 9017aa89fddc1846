import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Store } from '../contracts/store.ts';
import { EVENT_VERSION, type RunEvent, type RunEventBody } from '../domain/event.ts';
import { InfraError } from '../domain/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { EventRow } from './commit-messages.ts';
import { Commits } from './commits.ts';
import { blobFromRow, eventFromRow } from './event-row.ts';
import { exactJson } from './exact-json.ts';
import { takeLock } from './lock.ts';
import { createDatabase, openForReading, openForWriting } from './open-database.ts';
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
 * A thread writes: what is appended while the disk is at work shares one transaction. One process writes; any number read live.
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

/** Reads by `database`; a thread of its own writes. */
function writerOf(database: DatabaseSyncInstance, { path, clock, lock }: WriterParts): Store {
  const commits = new Commits(path);
  return {
    ...readingFrom(database, path),
    append: async (events, blobs = []) => {
      if (!database.isOpen) throw closedError(path);
      if (events.length === 0 && blobs.length === 0) return [];
      const jsons = events.map(exactJson);
      const timed = events.map((event, i) => ({
        event,
        json: jsons[i] ?? '',
        atMs: clock.wallMs(),
      }));
      const firstSeq = await commits.add(timed.map(rowOf), blobs);
      return timed.map(({ event, atMs }, i): RunEvent => {
        return { ...event, seq: firstSeq + i, v: EVENT_VERSION, atMs };
      });
    },
    [Symbol.asyncDispose]: async () => {
      if (!database.isOpen) return;
      database.close();
      try {
        await commits.close();
      } finally {
        lock[Symbol.dispose]();
      }
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

function closedError(path: string): InfraError {
  return new InfraError(`Cannot use ${path} as its store is closed`);
}

interface Timed {
  readonly event: RunEventBody;
  readonly json: string;
  readonly atMs: number;
}

function rowOf({ event, json, atMs }: Timed): EventRow {
  const trialId = 'trialId' in event ? event.trialId : null;
  return { v: EVENT_VERSION, type: event.type, trialId, atMs, json };
}

function bytesOf(hash: string): Uint8Array {
  return Buffer.from(hash, 'hex');
}
