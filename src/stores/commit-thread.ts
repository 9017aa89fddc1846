/** The thread that writes a run's database, so that nobody else waits for the disk: see `commits.ts`. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { hasCode, InfraError } from '../domain/errors.ts';
import { hashOf } from '../lib/hash.ts';
import type { Append, FromCommitThread, PlainError, ToCommitThread } from './commit-messages.ts';
import { openForWriting } from './open-database.ts';
import { packed } from './pack.ts';
import { errorFromSqlite } from './sqlite-error.ts';

const port = parentPort;
if (!port || typeof workerData !== 'string') throw new TypeError('This is a thread of a store');
const path = workerData;

/** Opened with the first message, whose answer says when that fails. */
let writer: Writer | undefined;

port.on('message', (message: ToCommitThread) => {
  const messages = [message];
  // What has come meanwhile is committed with it.
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
    messages.push(next.message);
  const appends = messages.flatMap((one) => (one.kind === 'append' ? one.appends : []));
  if (appends.length > 0) port.postMessage(committed(appends));
  if (messages.some(({ kind }) => kind === 'close')) {
    writer?.close();
    port.close();
  }
});

/** Commits appends in one transaction; says how that went. */
function committed(appends: readonly Append[]): FromCommitThread {
  try {
    writer ??= new Writer(openForWriting(path));
    return { kind: 'committed', appends: writer.commit(appends) };
  } catch (error) {
    return { kind: 'failed', ids: appends.map(({ id }) => id), error: plain(error) };
  }
}

class Writer {
  readonly #database: DatabaseSyncInstance;
  readonly #insertEvent: ReturnType<DatabaseSyncInstance['prepare']>;
  readonly #insertBlob: ReturnType<DatabaseSyncInstance['prepare']>;
  #seq: number;

  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
    this.#insertEvent = database.prepare(
      'INSERT INTO events (seq, v, type, trial_id, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insertBlob = database.prepare('INSERT OR IGNORE INTO blobs (hash, text) VALUES (?, ?)');
    this.#seq = Number(database.prepare('SELECT max(seq) AS seq FROM events').get()?.['seq'] ?? 0);
  }

  /** @throws {InfraError} If it could not be made durable; then nothing of it was written. */
  commit(appends: readonly Append[]): { id: number; firstSeq: number }[] {
    const database = this.#database;
    const before = this.#seq;
    try {
      database.exec('BEGIN IMMEDIATE');
      const firsts = appends.map((append) => this.#insert(append));
      database.exec('COMMIT');
      return firsts;
    } catch (error) {
      this.#seq = before;
      if (database.isTransaction) database.exec('ROLLBACK');
      throw errorFromSqlite(error, `write ${path}`);
    }
  }

  /** Puts everything into the one file, so that a copy of it, or a folder that cannot be written, can be read. */
  close(): void {
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
    } catch (error) {
      // A reader that is still there, or a full disk: what was acknowledged stays durable in the write-ahead log.
      const failure = errorFromSqlite(error, `write ${path}`);
      if (!(failure instanceof InfraError)) throw failure;
    } finally {
      this.#database.close();
    }
  }

  #insert({ id, rows, texts }: Append): { id: number; firstSeq: number } {
    const firstSeq = this.#seq + 1;
    for (const text of texts) this.#insertBlob.run(Buffer.from(hashOf(text), 'hex'), packed(text));
    for (const { v, type, trialId, atMs, json } of rows)
      this.#insertEvent.run(++this.#seq, v, type, trialId, atMs, packed(json));
    return { id, firstSeq };
  }
}

function plain(error: unknown): PlainError {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const more = cause === undefined ? {} : { cause };
  if (hasCode(error, 'BARBICAN_INFRA')) return { code: 'BARBICAN_INFRA', message, ...more };
  if (hasCode(error, 'BARBICAN_CONFIG')) return { code: 'BARBICAN_CONFIG', message, ...more };
  return { message, ...more };
}
