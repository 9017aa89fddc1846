import { ConfigError, InfraError } from '../domain/errors.ts';

/** Primary result codes of SQLite. @see https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** What a code means here, for a person; SQLite's own text follows in brackets. */
const MEANING_BY_CODE: Readonly<Record<number, string>> = {
  [BUSY]: 'another program has locked it',
  [LOCKED]: 'another program has locked it',
  8: 'the file, its folder or its disk is read-only',
  10: 'the disk failed',
  13: 'the disk is full',
  [CANNOT_OPEN]: 'its folder is missing, read-only or closed to this user',
};

/** SQLite's own texts, for errors while rows are read, which come without a number. */
const CODE_BY_TEXT: Readonly<Record<string, number>> = {
  'database is locked': BUSY,
  'disk I/O error': 10,
  'database disk image is malformed': CORRUPT,
  'database or disk is full': 13,
  'unable to open database file': CANNOT_OPEN,
  'file is not a database': NOT_A_DATABASE,
};

/** Whether SQLite refused since somebody else holds a lock. */
export function isBusy(error: unknown): boolean {
  const code = primaryCodeOf(error);
  return code === BUSY || code === LOCKED;
}

/** Whether SQLite could not open a file, or one that it needs beside it. */
export function isUnopenable(error: unknown): boolean {
  return primaryCodeOf(error) === CANNOT_OPEN;
}

/**
 * The error to throw for one that SQLite threw: damage is in the user's file, all else is the world's.
 *
 * @param doing What failed, with the file's name: `write <path>`.
 * @param remedy What a person can do about a damaged file.
 * @returns Errors that are not SQLite's as they are: they are bugs, or ours already.
 */
export function errorFromSqlite(error: unknown, doing: string, remedy: string = ANOTHER): Error {
  const code = primaryCodeOf(error);
  if (!(error instanceof Error)) return new TypeError(`Cannot ${doing}: ${String(error)}`);
  if (code === undefined) return error;
  const noTable = error.message.startsWith('no such table');
  if (code === CORRUPT || code === NOT_A_DATABASE || noTable) return damaged(doing, error, remedy);
  const meaning = MEANING_BY_CODE[code];
  const why = meaning === undefined ? error.message : `${meaning} (${error.message})`;
  return new InfraError(`Cannot ${doing}: ${why}`, { cause: error });
}

const ANOTHER = 'restore it from a copy, or start another run';

/** Says that a file is damaged and was left alone. */
export function damaged(doing: string, cause: Error, remedy: string = ANOTHER): ConfigError {
  return new ConfigError(
    `Cannot ${doing} as it is damaged (${cause.message}): it was left as it is; ${remedy}`,
    { cause },
  );
}

/** SQLite's result code without its extension; undefined if the error is not SQLite's. */
function primaryCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') {
    return undefined;
  }
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return CODE_BY_TEXT[error.message];
}
