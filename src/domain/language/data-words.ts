/** Words for real inputs in files, and for how they are divided among the parts of a run. */

/** Something for each part of a run. */
export interface Parts<T> {
  readonly search: T;
  readonly selection: T;
  readonly holdout: T;
}

/** Real inputs, of which a generator picks. Made by {@link files}. */
export interface Data<T> {
  readonly '~barbican': 'data';
  readonly glob: string;
  readonly options: object;
  /** Never present: carries the type of one input. */
  readonly '~item'?: () => T;
}

/** What `generate` has of real inputs: those of its part of the run and no others. */
export interface Picker<T> {
  /** One of them, each as likely as the others: a file, or of a split by rows the part's rows of a file. */
  pick(rng: { int(lo: number, hi: number): number }): T;
}

/** How real inputs are divided among the parts of a run. */
export interface Split {
  readonly '~barbican': 'split';
  readonly kind: 'byFile' | 'byKey' | 'byTime';
  readonly column?: string;
  readonly parts: Parts<Globs> | Parts<number>;
  readonly gap?: string | number;
}

/** One glob or several: `*`, `**`, `?`, `[a-m]`, `[!a]`. */
export type Globs = string | readonly string[];

/** What `files` needs to know of them. */
export interface FilesOptions<T> {
  /**
   * Makes plain data of one file: a pure function of its bytes. `name` is its path from the data's folder.
   *
   * For `byKey` and `byTime` it gives a list of rows: objects that have the column.
   */
  parse(bytes: Uint8Array, name: string): T;
  readonly split: Split;
  /** SPDX identifier, such as `CC-BY-4.0`; `LicenseRef-…` for what has none. */
  readonly licence: string;
  /** Whether the files are public, so that "unseen" is not "secret"; false if absent. */
  readonly public?: boolean;
}

/**
 * Real inputs from files: `data` of `defineWorkloads`.
 *
 * The judge reads them, and gives `generate` those of the part for which it makes a workload.
 *
 * @param glob Path from the problem's folder, or from the folder that `--data` names. With `optional: true` there may be
 *   no such file, and `pick` gives `undefined` then.
 */
export function files<T, const O extends boolean = false>(
  glob: string,
  options: FilesOptions<T> & { readonly optional?: O },
): Data<O extends true ? T | undefined : T> {
  return { '~barbican': 'data', glob, options };
}

/** A split by whole files: globs of each part. One without `/` is held against a file's name alone. */
export function byFile(globs: Parts<Globs>): Split {
  return { '~barbican': 'split', kind: 'byFile', parts: globs };
}

/**
 * A split by the values of a column: no value is in two parts.
 *
 * @param parts Shares of the distinct values, which add up to 1; or for each part globs of its values.
 */
export function byKey(column: string, parts: Parts<number> | Parts<Globs>): Split {
  return { '~barbican': 'split', kind: 'byKey', column, parts };
}

/**
 * A split by time: the search has the earliest rows, the holdout the latest.
 *
 * @param shares Shares of the rows, which add up to 1; what lies in a gap belongs to no part. `gap` is a number in the
 *   column's unit, or such as `'2h'` where the column has dates.
 */
export function byTime(
  column: string,
  shares: Parts<number> & { readonly gap: string | number },
): Split {
  const { gap, ...parts } = shares;
  return { '~barbican': 'split', kind: 'byTime', column, parts, gap };
}
