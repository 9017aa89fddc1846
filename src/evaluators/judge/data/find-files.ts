import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataDescription, DataPart } from '../../../domain/problem.ts';
import { isPattern, regExpOfGlob } from '../../../lib/glob.ts';
import { ProblemError, shown } from '../../problem-fault.ts';
import { DATA_PARTS, type DataStatement } from './data-shape.ts';

/** The largest file, in bytes: one is given to `parse` whole. */
const FILE_BYTES = 2 ** 30;
const CHUNK_BYTES = 2 ** 20;
const SHOWN_NAMES = 5;
/** Folders that a `**` goes down: links may lead round in a circle. */
const DEEPEST = 16;

/** One file of a set. */
export interface DataFile {
  /** From the folder of the data, with `/`. */
  readonly path: string;
  readonly fullPath: string;
  readonly bytes: number;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** Of a split by whole files. */
  readonly part?: DataPart;
}

/** The files of one entry of `data`. */
export interface DataSet extends DataStatement {
  /** In the order of their paths; none only if they are optional. */
  readonly files: readonly DataFile[];
}

/** Where data is looked for. */
export interface DataPlaces {
  /** Name of the problem file for messages. */
  readonly file: string;
  readonly folder: string;
  /** The folder that `--data` names; looked into before the problem's own. */
  readonly dataPath: string | undefined;
}

/**
 * Finds the files of every entry and hashes them; `parse` is not called.
 *
 * @throws {ProblemError} If there are none, one cannot be read or is too large, or the parts overlap or are empty.
 */
export function findData(
  statements: readonly DataStatement[],
  places: DataPlaces,
): readonly DataSet[] {
  const { file, folder, dataPath } = places;
  if (dataPath === undefined)
    return statements.map((one) => setIn(one, folder, pathsIn(folder, one.glob), file));
  if (!existsSync(dataPath) || !statSync(dataPath).isDirectory()) {
    const message = 'is not a folder';
    throw new ProblemError({ file: '--data', value: shown(dataPath), message });
  }
  const given = statements.map((one) => pathsIn(dataPath, one.glob));
  if (given.every((paths) => paths.length === 0)) throw nothingGiven(statements, places);
  return statements.map((one, i) => {
    const paths = given[i] ?? [];
    return paths.length > 0
      ? setIn(one, dataPath, paths, file)
      : setIn(one, folder, pathsIn(folder, one.glob), file);
  });
}

/** What the log says of the data. */
export function describeData(sets: readonly DataSet[]): DataDescription[] {
  return sets.map(({ name, glob, licence, split, files, public: isPublic }) => ({
    name,
    glob,
    licence,
    public: isPublic,
    split: split.kind,
    files: files.map(({ path, bytes, hash, part }) => ({
      path,
      bytes,
      hash,
      ...(part === undefined ? {} : { part }),
    })),
  }));
}

function nothingGiven(
  statements: readonly DataStatement[],
  { file, dataPath }: DataPlaces,
): ProblemError {
  const value = shown(dataPath);
  if (statements.length === 0) {
    const message = `is given, and ${file} reads no files`;
    return new ProblemError({ file: '--data', value, message, hint: 'leave it out' });
  }
  const globs = statements.map(({ name, glob }) => `${name}: ${glob}`).join(', ');
  const message = 'holds no file that the problem reads';
  return new ProblemError({ file: '--data', value, message, hint: `it looks for ${globs}` });
}

function setIn(
  statement: DataStatement,
  folder: string,
  paths: readonly string[],
  file: string,
): DataSet {
  if (paths.length === 0 && !statement.optional) {
    throw new ProblemError({
      file,
      key: statement.key,
      value: shown(statement.glob),
      message: 'matches no file',
      hint: `paths are from ${folder}; --data names another folder`,
    });
  }
  const found = paths.map((path) => fileAt(statement, folder, path, file));
  const files =
    statement.split.kind === 'byFile'
      ? assigned(statement, statement.split.globs, found, file)
      : found;
  return { ...statement, files };
}

/** Files under `folder` whose path matches, in order. Hidden ones do not count; folders that are links are followed. */
function pathsIn(folder: string, glob: string): string[] {
  const whole = regExpOfGlob(glob);
  const segments = glob.split('/');
  const depth = segments.includes('**') ? DEEPEST : segments.length;
  const walk = (at: string): string[] => {
    const names = readdirSync(join(folder, at)).filter((name) => !name.startsWith('.'));
    return names.flatMap((name) => {
      const path = at === '' ? name : `${at}/${name}`;
      if (!isFolder(join(folder, path))) return whole.test(path) ? [path] : [];
      return path.split('/').length < depth ? walk(path) : [];
    });
  };
  const fixed = fixedFolder(glob);
  return isFolder(join(folder, fixed)) ? walk(fixed).toSorted() : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The folders of a glob before its first pattern. */
function fixedFolder(glob: string): string {
  const segments = glob.split('/').slice(0, -1);
  const first = segments.findIndex(isPattern);
  return (first < 0 ? segments : segments.slice(0, first)).join('/');
}

function fileAt(statement: DataStatement, folder: string, path: string, file: string): DataFile {
  const fullPath = join(folder, path);
  const fault = (message: string, hint?: string): ProblemError =>
    new ProblemError({
      file,
      key: statement.key,
      value: shown(path),
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  let descriptor: number;
  try {
    descriptor = openSync(fullPath, 'r');
  } catch (error) {
    throw fault(`cannot be read (${codeOf(error)})`, 'let its owner give you the right to read it');
  }
  try {
    const { size } = statSync(fullPath);
    if (size > FILE_BYTES) {
      const hint = 'split it into several files';
      throw fault(`is too large: ${size} bytes, of at most ${FILE_BYTES}`, hint);
    }
    return { path, fullPath, ...digestOf(descriptor) };
  } finally {
    closeSync(descriptor);
  }
}

function digestOf(descriptor: number): { bytes: number; hash: string } {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK_BYTES);
  let bytes = 0;
  for (;;) {
    const count = readSync(descriptor, chunk);
    if (count === 0) return { bytes, hash: hash.digest('hex') };
    bytes += count;
    hash.update(chunk.subarray(0, count));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** The files with their parts. */
function assigned(
  { key, glob }: DataStatement,
  globs: Readonly<Record<DataPart, readonly string[]>>,
  found: readonly DataFile[],
  file: string,
): DataFile[] {
  const at = { file, key: `${key}.split` };
  const fixed = fixedFolder(glob);
  const partsOf = (path: string): DataPart[] => {
    const inner = fixed === '' ? path : path.slice(fixed.length + 1);
    const matches = (one: string): boolean =>
      regExpOfGlob(one).test(one.includes('/') ? inner : (path.split('/').at(-1) ?? path));
    return DATA_PARTS.filter((part) => globs[part].some(matches));
  };
  const files = found.map((one): DataFile => {
    const [part, other] = partsOf(one.path);
    if (part === undefined) {
      const message = 'is in no part';
      const hint = `name it in one, or narrow the glob ${shown(glob)}`;
      throw new ProblemError({ ...at, value: shown(one.path), message, hint });
    }
    if (other !== undefined) {
      const message = `is in two parts, ${part} and ${other}`;
      const hint = 'a file belongs to one part';
      throw new ProblemError({ ...at, value: shown(one.path), message, hint });
    }
    return { ...one, part };
  });
  if (files.length > 0) refuseEmptyAndTwins(files, globs, at);
  return files;
}

function refuseEmptyAndTwins(
  files: readonly DataFile[],
  globs: Readonly<Record<DataPart, readonly string[]>>,
  at: { readonly file: string; readonly key: string },
): void {
  for (const part of DATA_PARTS) {
    if (files.some((one) => one.part === part)) continue;
    const names = files.slice(0, SHOWN_NAMES).map(({ path }) => path);
    const more = files.length > names.length ? ', …' : '';
    throw new ProblemError({
      ...at,
      key: `${at.key}.${part}`,
      value: shown(globs[part]),
      message: 'is empty: no file matches',
      hint: `there are ${names.join(', ')}${more}`,
    });
  }
  const firstByHash = new Map<string, DataFile>();
  for (const one of files) {
    const twin = firstByHash.get(one.hash);
    firstByHash.set(one.hash, twin ?? one);
    if (twin === undefined || twin.part === one.part) continue;
    throw new ProblemError({
      ...at,
      value: shown(one.path),
      message: `is in ${one.part} and byte for byte the same as ${twin.path} in ${twin.part}`,
      hint: 'what a search has seen tells nothing about what it has not: keep one of them',
    });
  }
}
