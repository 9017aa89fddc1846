import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { ConfigError } from '../domain/errors.ts';
import { errorFromSqlite, isUnopenable } from './sqlite-error.ts';

/** Version of the tables; kept in `user_version`, which is 0 in a file that is not ours. */
const SCHEMA_VERSION = 1;
/** How long a statement waits for another process's short lock. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * `body` is the event as JSON without `seq`, `v` and `atMs`, compressed if it is long; `trial_id` is for people with a
 * SQLite shell. A blob's `hash` is the 32 bytes of the SHA-256 of its text.
 */
const SCHEMA = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, v INTEGER NOT NULL, type TEXT NOT NULL, trial_id TEXT,
    at_ms REAL NOT NULL, body BLOB NOT NULL);
  CREATE TABLE blobs (hash BLOB PRIMARY KEY, text BLOB NOT NULL);
`;

/**
 * Makes the database at `path`, empty: it appears there with its tables, or not at all.
 *
 * @throws {ConfigError} If there is one already.
 * @throws {InfraError} If it cannot be written.
 */
export function createDatabase(path: string): void {
  if (existsSync(path)) {
    throw new ConfigError(
      `Cannot start a run in ${path} as there is one already: go on with "barbican resume", or name another folder`,
    );
  }
  const unfinished = `${path}.new`;
  try {
    for (const suffix of ['', '-journal']) rmSync(`${unfinished}${suffix}`, { force: true });
    const database = new DatabaseSync(unfinished);
    database.exec(
      `PRAGMA synchronous = FULL; BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
    );
    database.close();
    renameSync(unfinished, path);
  } catch (error) {
    throw errorFromSqlite(error, `write ${path}`);
  }
}

/**
 * Opens the database at `path` for its one writer: WAL mode, each commit on disk before it returns.
 *
 * @throws {ConfigError} If it is damaged, newer than this program, or no run log.
 * @throws {InfraError} If it cannot be written.
 */
export function openForWriting(path: string): DatabaseSyncInstance {
  const doing = `write ${path}`;
  const database = opened(path, doing, () => new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS }));
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    return database;
  } catch (error) {
    database.close();
    throw errorFromSqlite(error, doing);
  }
}

/**
 * Opens the database at `path` for reading beside its writer.
 *
 * @throws {ConfigError} If it is damaged, newer than this program, or no run log.
 * @throws {InfraError} If it cannot be read.
 */
export function openForReading(path: string): DatabaseSyncInstance {
  const doing = `read ${path}`;
  const options = { readOnly: true, timeout: BUSY_TIMEOUT_MS };
  return opened(path, doing, () => {
    const database = new DatabaseSync(path, options);
    try {
      database.exec('SELECT 1 FROM sqlite_schema LIMIT 1');
      return database;
    } catch (error) {
      database.close();
      if (!isUnopenable(error) || !isComplete(path)) throw error;
      return new DatabaseSync(immutableUrl(path), options);
    }
  });
}

/** Opens, and looks whether it is a log that this program knows. */
function opened(
  path: string,
  doing: string,
  open: () => DatabaseSyncInstance,
): DatabaseSyncInstance {
  if (!existsSync(path)) {
    throw new ConfigError(
      `Cannot ${doing} as there is none: name a folder that "barbican run" made`,
    );
  }
  let database: DatabaseSyncInstance | undefined;
  try {
    database = open();
    checkVersion(path, Number(database.prepare('PRAGMA user_version').get()?.['user_version']));
    database.exec('SELECT max(seq) FROM events; SELECT max(hash) FROM blobs');
    return database;
  } catch (error) {
    database?.close();
    throw errorFromSqlite(error, doing);
  }
}

function checkVersion(path: string, version: number): void {
  if (version === 0) {
    throw new ConfigError(
      `Cannot open ${path} as it holds no run log: name a folder that "barbican run" made`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new ConfigError(
      `Cannot open ${path} as its version is ${version} and this program knows ${SCHEMA_VERSION}: use a newer barbican`,
    );
  }
}

/** Whether nothing waits in a write-ahead log beside the file: then the file alone is the whole log. */
function isComplete(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/**
 * For a log whose last reader outlived its writer, in a folder that cannot be written: WAL mode would need to make
 * files there, and a file that nobody can write needs none of them.
 */
function immutableUrl(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}
