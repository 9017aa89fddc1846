/** Looks at real inputs alone: what each part has, and how much of it an earlier part has too. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { DataPart } from '../../../domain/problem.ts';
import type { DataSurvey } from '../../judge-protocol.ts';
import { ProblemError } from '../../problem-fault.ts';
import { DATA_PARTS } from './data-shape.ts';
import type { DataStore } from './data-store.ts';
import type { DataSet } from './find-files.ts';

/** A piece of text ends after a line whose hash is a multiple of this: pieces are found again wherever they stand. */
const LINES_PER_PIECE = 8;
/** Shorter pieces are alike by chance. */
const LEAST_PIECE_BYTES = 256;
const NEWLINE = 10;

/**
 * One report for each set.
 *
 * @param file Name of the problem file for messages.
 * @param progress Called before each file is read.
 * @throws {ProblemError} If `parse` fails or is not pure, or a part has nothing.
 */
export function surveyData(store: DataStore, file: string, progress: () => void): DataSurvey[] {
  return store.sets.map((set) => {
    progress();
    checkParse(store, set, file, progress);
    const earlier = new Map<DataPart, ReadonlySet<string>>();
    const parts = DATA_PARTS.map((part) => {
      const pieces = new Map<string, number>();
      const size = { files: 0, bytes: 0, rows: set.split.kind === 'byFile' ? null : 0 };
      for (const { bytes, rows } of contentsOf(store, set, part)) {
        progress();
        size.files++;
        size.bytes += bytes.length;
        if (size.rows !== null) size.rows += rows;
        for (const [piece, length] of piecesOf(bytes))
          pieces.set(piece, (pieces.get(piece) ?? 0) + length);
      }
      const sharedBytes = Object.fromEntries(
        [...earlier].map(([other, known]) => [other, sharedWith(pieces, known)]),
      );
      earlier.set(part, new Set(pieces.keys()));
      return { part, ...size, sharedBytes };
    });
    return { name: set.name, parts };
  });
}

function sharedWith(pieces: ReadonlyMap<string, number>, known: ReadonlySet<string>): number {
  let bytes = 0;
  for (const [piece, length] of pieces) if (known.has(piece)) bytes += length;
  return bytes;
}

/** Every file is parsed, so that one of the holdout that cannot be is found now. */
function checkParse(store: DataStore, set: DataSet, file: string, progress: () => void): void {
  const [smallest, ...others] = set.files.toSorted((a, b) => a.bytes - b.bytes);
  if (!smallest) return;
  for (const other of others) {
    progress();
    store.parsed(set, other);
  }
  progress();
  if (isDeepStrictEqual(store.parsed(set, smallest), store.parsed(set, smallest))) return;
  throw new ProblemError({
    file,
    key: `${set.key}.parse`,
    message: `is not pure: it gave two different values for ${smallest.path}`,
    hint: 'use no clock, no chance and no state outside',
  });
}

/** What a part reads, file by file: bytes, or its rows without the column that splits them. */
function* contentsOf(
  store: DataStore,
  set: DataSet,
  part: DataPart,
): Generator<{ readonly bytes: Buffer; readonly rows: number }> {
  const { split } = set;
  if (split.kind === 'byFile') {
    for (const file of set.files)
      if (file.part === part) yield { bytes: readFileSync(file.fullPath), rows: 0 };
    return;
  }
  for (const item of store.itemsOf(set, part)) {
    const rows = item.value();
    if (!Array.isArray(rows)) continue;
    const lines = rows.map((row: unknown) => JSON.stringify(row, without(split.column)));
    yield { bytes: Buffer.from(`${lines.join('\n')}\n`), rows: rows.length };
  }
}

function without(column: string): (key: string, value: unknown) => unknown {
  return (key, value) => (key === column ? undefined : value);
}

/**
 * The pieces of some bytes, with their lengths; each counts as often as it stands there.
 *
 * A piece that says the same line again and again is alike by chance, and left out.
 */
function* piecesOf(bytes: Buffer): Generator<readonly [string, number]> {
  let from = 0;
  let lineFrom = 0;
  let lines = 0;
  const sums = new Set<number>();
  while (lineFrom < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, lineFrom);
    const end = newline < 0 ? bytes.length : newline + 1;
    const sum = sumOf(bytes, lineFrom, end);
    lines++;
    sums.add(sum);
    lineFrom = end;
    if (end - from < LEAST_PIECE_BYTES) continue;
    if (end < bytes.length && (sum >> 8) % LINES_PER_PIECE !== 0) continue;
    if (2 * sums.size > lines) yield [digestOf(bytes.subarray(from, end)), end - from];
    from = end;
    lines = 0;
    sums.clear();
  }
}

/** Of a line: cheap, and the same wherever the line stands. */
function sumOf(bytes: Buffer, from: number, end: number): number {
  let sum = 0;
  for (let i = from; i < end; i++) sum = (31 * sum + (bytes[i] ?? 0)) & 0xffffff;
  return sum;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
