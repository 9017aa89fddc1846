import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { RunInUseError } from '../domain/errors.ts';
import { errorFromSqlite, isBusy } from './sqlite-error.ts';

/** How long somebody may hold the lock who only looks at it, in milliseconds. */
const LOOK_MS = 200;

/** Whether a process writes the run in `folder`; true where that cannot be told. */
export function isLocked(folder: string): boolean {
  const path = join(folder, 'lock');
  if (!existsSync(path)) return false;
  let database: DatabaseSyncInstance | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    database.exec('SELECT 1 FROM sqlite_schema LIMIT 1');
    return false;
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

/**
 * Takes `<folder>/lock`, so that one process at a time writes the run; the kernel frees it when the process dies.
 *
 * The file is an empty SQLite database that is held by an exclusive transaction, and it stays when the lock is freed:
 * removing it would let two writers hold two files of the same name.
 *
 * @throws {RunInUseError} If another process has it.
 * @throws {InfraError} If the folder cannot be written.
 */
export function takeLock(folder: string): Disposable {
  const path = join(folder, 'lock');
  let database: DatabaseSyncInstance | undefined;
  try {
    database = new DatabaseSync(path, { timeout: LOOK_MS });
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw errorFromSqlite(error, `write ${path}`);
    throw new RunInUseError(
      `Cannot write the run ${folder} as it is in use by another process: wait until that ends, or look at it with "barbican show ${folder}"`,
      { cause: error },
    );
  }
  const held = database;
  return { [Symbol.dispose]: () => held.close() };
}
