import { z } from 'zod';
import { EVENT_VERSION, type RunEvent, type RunEventBody } from '../domain/event.ts';
import { ConfigError } from '../domain/errors.ts';
import { unpacked } from './pack.ts';
import { damaged } from './sqlite-error.ts';

const EventRow = z.object({
  seq: z.int(),
  v: z.int(),
  type: z.string(),
  at_ms: z.number(),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});
const BlobRow = z.object({ text: z.union([z.string(), z.instanceof(Uint8Array)]) });

/**
 * The event in a row of the database at `path`.
 *
 * @throws {ConfigError} If the row is damaged, or was written by a newer program.
 */
export function eventFromRow(row: unknown, path: string): RunEvent {
  const { seq, v, type, at_ms: atMs, body } = EventRow.parse(row);
  if (v > EVENT_VERSION) {
    throw new ConfigError(
      `Cannot read ${path} as its event ${seq} has version ${v} and this program knows ${EVENT_VERSION}: use a newer barbican`,
    );
  }
  const event: RunEventBody = intact(`read event ${seq} of ${path}`, () =>
    JSON.parse(unpacked(body)),
  );
  if (event.type !== type) {
    throw damaged(`read event ${seq} of ${path}`, new TypeError(`"${type}" holds "${event.type}"`));
  }
  return { ...event, seq, v, atMs };
}

/** The text in a row of the database at `path`. @throws {ConfigError} If it is damaged. */
export function blobFromRow(row: unknown, path: string): string {
  const { text } = BlobRow.parse(row);
  return intact(`read a text of ${path}`, () => unpacked(text));
}

/** What `read` gives; what the bytes' own checks find is damage, anything else a bug. */
function intact<Result>(doing: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || isZlibError(error)) throw damaged(doing, error);
    throw error;
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
