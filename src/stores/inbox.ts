import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import type { Inbox } from '../contracts/inbox.ts';
import { ConfigError } from '../domain/errors.ts';
import { type Order, type OrderOutcome, OrderSender, SteerCommand } from '../domain/steering.ts';
import { errorFromSqlite } from './sqlite-error.ts';

/** How often it is looked at, in milliseconds. */
const POLL_MS = 50;
/** How long a statement waits for another process's short lock. */
const BUSY_TIMEOUT_MS = 5000;

/** What the run has taken is in its log. */
const REMEDY =
  'it only holds orders that wait: remove it, and give those again that the run has not taken';

const SCHEMA = `CREATE TABLE IF NOT EXISTS orders (
  number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, sender TEXT NOT NULL, at_ms REAL NOT NULL,
  command TEXT NOT NULL, outcome TEXT)`;

const OrderRow = z.object({ id: z.string(), sender: OrderSender, command: z.string() });
const OutcomeRow = z.object({ outcome: z.string().nullable() });
const Outcome: z.ZodType<OrderOutcome> = z.union([
  z.object({ kind: z.literal('taken'), trialId: z.string().exactOptional() }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
]);

/** An inbox with the side of those who write it. */
export interface OpenInbox extends Inbox {
  /** Puts an order in; it is on disk when this returns. @returns Its id. */
  submit(by: string, command: SteerCommand, atMs: number): string;
  /** What became of an order; undefined if nothing yet. */
  outcome(id: string): OrderOutcome | undefined;
}

/**
 * The inbox of the run in `folder`: `inbox.db`, which any number of processes may write, whether or not one of them runs
 * the run.
 *
 * @throws {ConfigError} If there is no run, or the file is damaged.
 * @throws {InfraError} If it cannot be written.
 */
export function openInbox(folder: string): OpenInbox {
  const path = join(folder, 'inbox.db');
  if (!existsSync(join(folder, 'run.db'))) {
    throw new ConfigError(
      `Cannot steer ${folder} as there is no run: name a folder that "barbican run" made`,
    );
  }
  const database = opened(path);
  const { insert, waiting, settle, outcome } = statementsIn(database, path);
  const settleAs = (id: string, result: OrderOutcome): void =>
    void settle('run', JSON.stringify(result), id);
  return {
    submit: (by, command, atMs) => {
      const id = randomUUID();
      insert('run', id, by, atMs, JSON.stringify(command));
      return id;
    },
    waiting: () =>
      rowsOf(waiting('all')).flatMap((row) => {
        const read = orderIn(row);
        if ('command' in read) return [read];
        // Whoever wrote it, it must not keep the run from going on.
        settleAs(read.id, { kind: 'refused', why: read.why });
        return [];
      }),
    settle: settleAs,
    outcome: (id) => {
      const row = OutcomeRow.safeParse(outcome('get', id)).data;
      return row?.outcome == null ? undefined : Outcome.parse(JSON.parse(row.outcome));
    },
    watch: (onNews) => {
      const timer = setInterval(() => {
        if (mayHave(() => waiting('get'))) onNews();
      }, POLL_MS);
      return { [Symbol.dispose]: () => clearInterval(timer) };
    },
    [Symbol.dispose]: () => {
      if (database.isOpen) database.close();
    },
  };
}

type Ask = (how: 'run' | 'all' | 'get', ...values: (string | number)[]) => unknown;

const SQL = {
  insert: 'INSERT INTO orders (id, sender, at_ms, command) VALUES (?, ?, ?, ?)',
  waiting: 'SELECT id, sender, command FROM orders WHERE outcome IS NULL ORDER BY number',
  settle: 'UPDATE orders SET outcome = ? WHERE id = ? AND outcome IS NULL',
  outcome: 'SELECT outcome FROM orders WHERE id = ?',
} as const;

/** What is asked of the file; what fails says which file it was. */
function statementsIn(
  database: DatabaseSyncInstance,
  path: string,
): Readonly<Record<keyof typeof SQL, Ask>> {
  const ask = (name: keyof typeof SQL): Ask => {
    const prepared = doing(path, () => database.prepare(SQL[name]));
    return (how, ...values) => doing(path, () => prepared[how](...values));
  };
  return {
    insert: ask('insert'),
    waiting: ask('waiting'),
    settle: ask('settle'),
    outcome: ask('outcome'),
  };
}

function doing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw errorFromSqlite(error, `use ${path}`, REMEDY);
  }
}

/** Whether there is something to be had. What cannot be read counts: whoever reads it then says what is wrong. */
function mayHave(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch {
    return true;
  }
}

function rowsOf(rows: unknown): readonly unknown[] {
  return Array.isArray(rows) ? rows : [];
}

function opened(path: string): DatabaseSyncInstance {
  let database: DatabaseSyncInstance | undefined;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    // Not WAL: it is written seldom, and a folder that is copied has all in one file.
    database.exec(`PRAGMA synchronous = FULL; ${SCHEMA}`);
    return database;
  } catch (error) {
    database?.close();
    throw errorFromSqlite(error, `open ${path}`, REMEDY);
  }
}

function orderIn(row: unknown): Order | { readonly id: string; readonly why: string } {
  const { id } = z.object({ id: z.string() }).parse(row);
  const read = OrderRow.safeParse(row);
  if (!read.success) return { id, why: z.prettifyError(read.error) };
  const parsed = SteerCommand.safeParse(jsonIn(read.data.command));
  return parsed.success
    ? { id, by: read.data.sender, command: parsed.data }
    : { id, why: `It is no order that this program knows: ${z.prettifyError(parsed.error)}` };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
