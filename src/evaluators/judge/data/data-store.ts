import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkloadPart } from '../../../contracts/evaluator.ts';
import type { DataPart } from '../../../domain/problem.ts';
import type { Rng } from '../../../lib/rng.ts';
import { errorText, placeIn } from '../error-place.ts';
import { deepFreeze } from '../plain.ts';
import { ProblemError, shown } from '../../problem-fault.ts';
import { type ByPart, DATA_PARTS } from './data-shape.ts';
import type { DataFile, DataSet } from './find-files.ts';
import { type RowsOfFile, splitRows } from './split-rows.ts';

/** Bytes of files whose parsed form is kept. */
const KEPT_BYTES = 512 * 2 ** 20;

/** Real inputs, given out part by part. */
export interface DataStore {
  readonly sets: readonly DataSet[];
  /** What `generate` gets: it can reach the inputs of this part and of no other. */
  of(part: WorkloadPart): object;
  /** The inputs of one part of a set, in order; of a split by rows, its rows by file. */
  itemsOf(set: DataSet, part: DataPart): readonly DataItem[];
  /** One file parsed now, and not kept. @throws {ProblemError} If `parse` fails. */
  parsed(set: DataSet, file: DataFile): unknown;
}

/** One thing that `pick` may give. */
interface DataItem {
  readonly path: string;
  /** Reads and parses it, or takes it from what is kept. */
  readonly value: () => unknown;
}

/** Where the problem is, for messages. */
interface Place {
  readonly file: string;
  readonly folder: string;
}

/** A store over found files. Nothing is parsed before it is picked; rows are split when the first is. */
export function dataStore(sets: readonly DataSet[], place: Place): DataStore {
  return new Store(sets, place);
}

/** The part of the data that a part of a run uses: what confirms a claim comes from where it was selected. */
function dataPartOf(part: WorkloadPart): DataPart {
  return part === 'confirmation' ? 'selection' : part;
}

class Store implements DataStore {
  readonly sets: readonly DataSet[];
  readonly #place: Place;
  readonly #kept = new Map<DataFile, unknown>();
  #keptBytes = 0;
  readonly #rows = new Map<DataSet, ByPart<readonly RowsOfFile[]>>();

  constructor(sets: readonly DataSet[], place: Place) {
    this.sets = sets;
    this.#place = place;
  }

  of(part: WorkloadPart): object {
    return Object.freeze(
      Object.fromEntries(
        this.sets.map((set) => [
          set.name,
          Object.freeze({ pick: (rng: unknown) => this.#pick(set, dataPartOf(part), rng) }),
        ]),
      ),
    );
  }

  itemsOf(set: DataSet, part: DataPart): readonly DataItem[] {
    if (set.files.length === 0) return [];
    if (set.split.kind === 'byFile') {
      return set.files
        .filter((file) => file.part === part)
        .map((file) => ({ path: file.path, value: () => this.#keptOf(set, file) }));
    }
    return this.#rowsOf(set)[part].map(({ path, rows }) => ({ path, value: () => rows }));
  }

  parsed(set: DataSet, file: DataFile): unknown {
    return deepFreeze(parseFile(set, file, this.#place));
  }

  #pick(set: DataSet, part: DataPart, rng: unknown): unknown {
    if (!isRng(rng)) {
      throw new ProblemError({
        file: this.#place.file,
        key: 'workloads.generate',
        value: shown(rng),
        message: `must give its chance to data.${set.name}.pick`,
        hint: `write data.${set.name}.pick(rng)`,
      });
    }
    const items = this.itemsOf(set, part);
    return items[rng.int(0, items.length - 1)]?.value();
  }

  #keptOf(set: DataSet, file: DataFile): unknown {
    if (this.#kept.has(file)) return this.#kept.get(file);
    const value = this.parsed(set, file);
    for (const [oldest] of this.#kept) {
      if (this.#keptBytes + file.bytes <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= oldest.bytes;
    }
    this.#kept.set(file, value);
    this.#keptBytes += file.bytes;
    return value;
  }

  #rowsOf(set: DataSet): ByPart<readonly RowsOfFile[]> {
    const known = this.#rows.get(set);
    if (known) return known;
    const { split } = set;
    if (split.kind === 'byFile') throw new Error(`${set.name} is split by files`);
    const bytes = set.files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > KEPT_BYTES) {
      throw new ProblemError({
        file: this.#place.file,
        key: set.key,
        value: `${bytes} bytes`,
        message: `is too large to be split by rows, of at most ${KEPT_BYTES} bytes`,
        hint: 'split it by files',
      });
    }
    const values = set.files.map((file) => this.parsed(set, file));
    const rows = splitRows(set, split, values, this.#place.file);
    this.#rows.set(set, rows);
    return rows;
  }
}

/** Every part of every set must have something, or the fault is found late: in the holdout. */
export function checkParts(store: DataStore): void {
  for (const set of store.sets) for (const part of DATA_PARTS) store.itemsOf(set, part);
}

function isRng(value: unknown): value is Rng {
  return typeof value === 'object' && value !== null && 'int' in value;
}

function parseFile(set: DataSet, { path, fullPath, hash }: DataFile, place: Place): unknown {
  const key = `${set.key}.parse`;
  const bytes = bytesOf(set, path, fullPath, place);
  if (createHash('sha256').update(bytes).digest('hex') !== hash) {
    throw new ProblemError({
      file: place.file,
      key: set.key,
      value: shown(path),
      message: 'was changed while programs were judged by it',
      hint: 'put it back as it was and resume, or start a new run',
    });
  }
  let value: unknown;
  try {
    value = set.parse(bytes, path);
  } catch (error) {
    const message = `threw ${errorText(error)} on ${path}`;
    throw new ProblemError({ file: placeIn(place, error), key, message }, { cause: error });
  }
  if (value !== undefined && !(value instanceof Promise)) return value;
  throw new ProblemError({
    file: place.file,
    key,
    value: value === undefined ? 'undefined' : 'a promise',
    message: `must give plain data for ${path}`,
    hint: 'return it, without async',
  });
}

function bytesOf(set: DataSet, path: string, fullPath: string, place: Place): Uint8Array {
  try {
    return new Uint8Array(readFileSync(fullPath));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `cannot be read any more (${code})`;
    throw new ProblemError(
      { file: place.file, key: set.key, value: shown(path), message },
      { cause: error },
    );
  }
}
