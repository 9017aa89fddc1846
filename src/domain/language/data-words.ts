/** Words for real inputs in files. They belong to the language and are refused until the judge can split them. */
import { ConfigError } from '../errors.ts';

/** Something for each part of a run. */
export interface Parts<T> {
  readonly search: T;
  readonly selection: T;
  readonly holdout: T;
}

/** Real inputs, of which a generator picks. */
export interface Data<T> {
  readonly '~barbican': 'data';
  pick(): T;
}

/** How real inputs are divided among the parts of a run. */
export interface Split {
  readonly '~barbican': 'split';
}

/** What `files` needs to know of them. */
export interface FilesOptions<T> {
  parse(bytes: Uint8Array, name: string): T;
  readonly split: Split;
  /** SPDX identifier. */
  readonly licence: string;
  /** Whether the files are public, so that "unseen" is not "secret". */
  readonly public?: boolean;
}

/** Real inputs from files. @throws {ConfigError} Always: not yet supported. */
export function files<T>(glob: string, _options: FilesOptions<T>): Data<T> {
  throw notYet(
    'files',
    `${JSON.stringify(glob)}; read the file at the top of the problem file and use it in "generate"`,
  );
}

/** A split by whole files. @throws {ConfigError} Always: not yet supported. */
export function byFile(_globs: Parts<string>): Split {
  throw notYet('byFile', 'it splits "files"');
}

/** A split by the values of a column. @throws {ConfigError} Always: not yet supported. */
export function byKey(_column: string, _shares: Parts<number>): Split {
  throw notYet('byKey', 'it splits "files"');
}

/** A split by time, with a gap between the parts. @throws {ConfigError} Always: not yet supported. */
export function byTime(_column: string, _shares: Parts<number> & { readonly gap: string }): Split {
  throw notYet('byTime', 'it splits "files"');
}

function notYet(word: string, why: string): ConfigError {
  return new ConfigError(`"${word}" is not yet supported: ${why}`);
}
