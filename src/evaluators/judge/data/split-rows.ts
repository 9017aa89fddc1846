/** Divides the rows of files among the parts of a run, by the values of a column or by time. */
import { createHash } from 'node:crypto';
import type { DataPart } from '../../../domain/problem.ts';
import { regExpOfGlob } from '../../../lib/glob.ts';
import { ProblemError, shown } from '../../problem-fault.ts';
import { knownNames } from '../nearest.ts';
import { type ByPart, DATA_PARTS, type DataSplit } from './data-shape.ts';
import type { DataSet } from './find-files.ts';

type RowSplit = Exclude<DataSplit, { readonly kind: 'byFile' }>;
/** What a column may hold. */
type Cell = string | number | boolean;
/** One row and what its column has. */
interface Row {
  readonly row: unknown;
  readonly cell: Cell;
}

/** The rows of one file that belong to a part. */
export interface RowsOfFile {
  readonly path: string;
  readonly rows: readonly unknown[];
}

/**
 * The rows of each part, by file; files without any row of a part are left out of it.
 *
 * @param parsed What `parse` gave for each file of the set.
 * @throws {ProblemError} If they are no rows, have no such column, or a part is empty.
 */
export function splitRows(
  set: DataSet,
  split: RowSplit,
  parsed: readonly unknown[],
  file: string,
): ByPart<readonly RowsOfFile[]> {
  const files = set.files.map(({ path }, i) => ({
    path,
    rows: rowsOf(set, split, parsed[i], { file, path }),
  }));
  const cells = files.flatMap(({ rows }) => rows.map(({ cell }) => cell));
  const partOf =
    split.kind === 'byTime'
      ? partByTime(set, split, cells, file)
      : partByKey(set, split, cells, file);
  const inPart = (part: DataPart): RowsOfFile[] =>
    files
      .map(({ path, rows }) => ({
        path,
        rows: Object.freeze(rows.filter(({ cell }) => partOf(cell) === part).map(({ row }) => row)),
      }))
      .filter(({ rows }) => rows.length > 0);
  const parts = {
    search: inPart('search'),
    selection: inPart('selection'),
    holdout: inPart('holdout'),
  };
  for (const part of DATA_PARTS) {
    if (parts[part].length > 0) continue;
    throw new ProblemError({
      file,
      key: `${set.key}.split.${part}`,
      message: `is empty: no row of ${set.glob} belongs to it`,
      hint: emptyHint(split, cells),
    });
  }
  return parts;
}

function emptyHint(split: RowSplit, cells: readonly Cell[]): string {
  if (split.kind === 'byTime') return 'give it a larger share, or make the gap shorter';
  const values = [...new Set(cells)].map(String).toSorted();
  const some = `${values.slice(0, 8).join(', ')}${values.length > 8 ? ', …' : ''}`;
  return `${split.column} has ${values.length} values: ${some}`;
}

function rowsOf(
  set: DataSet,
  split: RowSplit,
  parsed: unknown,
  at: { readonly file: string; readonly path: string },
): Row[] {
  const fault = (key: string, message: string, value: unknown, hint: string): ProblemError =>
    new ProblemError({
      file: at.file,
      key: `${set.key}.${key}`,
      value: shown(value),
      message,
      hint,
    });
  if (!Array.isArray(parsed)) {
    const hint = `${split.kind} splits rows: objects that have the column "${split.column}"`;
    throw fault('parse', `must give a list of rows for ${at.path}`, parsed, hint);
  }
  const rows: readonly unknown[] = parsed;
  return rows.map((row, i) => {
    const members = new Map<string, unknown>(
      typeof row === 'object' && row !== null ? Object.entries(row) : [],
    );
    const cell = members.get(split.column);
    if (cell === undefined || cell === null) {
      const message = `names a column that row ${i} of ${at.path} does not have`;
      throw fault(
        'split.column',
        message,
        split.column,
        knownNames(split.column, [...members.keys()]),
      );
    }
    if (isCell(cell) && (split.kind === 'byKey' || typeof cell !== 'boolean')) return { row, cell };
    const hint = `it must be a text${split.kind === 'byKey' ? ', a number or a truth' : ' or a number'}`;
    throw fault(
      'split.column',
      `has a value in row ${i} of ${at.path} that cannot be split by`,
      cell,
      hint,
    );
  });
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function partByKey(
  set: DataSet,
  split: Extract<RowSplit, { kind: 'byKey' }>,
  cells: readonly Cell[],
  file: string,
): (cell: Cell) => DataPart | undefined {
  const values = [...new Set(cells.map(String))];
  const partByValue =
    'globs' in split
      ? new Map(values.map((value) => [value, partNamed(set, split.globs, value, file)]))
      : partsByShare(values, split.shares);
  return (cell) => partByValue.get(String(cell));
}

function partNamed(
  { key }: DataSet,
  globs: ByPart<readonly string[]>,
  value: string,
  file: string,
): DataPart {
  const [part, other] = DATA_PARTS.filter((one) =>
    globs[one].some((glob) => regExpOfGlob(glob).test(value)),
  );
  if (part !== undefined && other === undefined) return part;
  throw new ProblemError({
    file,
    key: `${key}.split`,
    value: shown(value),
    message:
      part === undefined
        ? 'is a value in no part'
        : `is a value in two parts, ${part} and ${other}`,
    hint: 'each value of the column belongs to one part',
  });
}

/** Values in the order of their hashes, cut by the shares: the same values are always cut alike. */
function partsByShare(values: readonly string[], shares: ByPart<number>): Map<string, DataPart> {
  const hashed = values.map((value) => ({
    value,
    hash: createHash('sha256').update(value).digest('hex'),
  }));
  const sorted = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  const [first, second] = cutsOf(sorted.length, shares);
  return new Map(
    sorted.map(({ value }, i) => [
      value,
      i < first ? 'search' : i < second ? 'selection' : 'holdout',
    ]),
  );
}

/** Where a list of `count` is cut in three; no piece is empty if there is enough. */
function cutsOf(count: number, { search, selection }: ByPart<number>): [number, number] {
  const first = Math.max(1, Math.min(count - 2, Math.round(search * count)));
  const second = Math.max(first + 1, Math.min(count - 1, Math.round((search + selection) * count)));
  return [first, second];
}

function partByTime(
  set: DataSet,
  split: Extract<RowSplit, { kind: 'byTime' }>,
  cells: readonly Cell[],
  file: string,
): (cell: Cell) => DataPart | undefined {
  const dates = cells.every((cell) => typeof cell === 'string');
  const at = (key: string) => ({ file, key: `${set.key}.split.${key}` });
  const timeOf = (cell: Cell): number => (dates ? msOf(String(cell)) : Number(cell));
  const bad = cells.find((cell) => !Number.isFinite(timeOf(cell)));
  if (bad !== undefined) {
    const hint = 'all must be finite numbers, or all dates such as 2024-05-01T12:00:00Z';
    const message = 'has a value that is no time';
    throw new ProblemError({ ...at('column'), value: shown(bad), message, hint });
  }
  if (dates !== (typeof split.gap === 'object')) {
    const hint = dates
      ? "the column has dates: write a text such as '2h'"
      : "the column has numbers: write a number in the column's unit";
    throw new ProblemError({ ...at('gap'), message: 'does not fit the column', hint });
  }
  const gap = typeof split.gap === 'object' ? split.gap.ms : split.gap;
  const times = cells.map(timeOf).toSorted((a, b) => a - b);
  const [first = Infinity, second = Infinity] = cutsOf(times.length, split.shares).map(
    (i) => times[i],
  );
  return (cell) => {
    const time = timeOf(cell);
    if (time < first) return 'search';
    if (time < second) return time >= first + gap ? 'selection' : undefined;
    return time >= second + gap ? 'holdout' : undefined;
  };
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/u;

/** A date in milliseconds, in UTC where it names no zone; NaN if it is none. */
function msOf(text: string): number {
  const [, day, time = '00:00', zone = 'Z'] = DATE.exec(text) ?? [];
  // It reads a text, not the clock.
  // oxlint-disable-next-line no-restricted-globals
  return day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone}`);
}
