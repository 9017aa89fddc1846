import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { mayChange } from '../../domain/edit-scope.ts';
import type { Program } from '../../domain/program.ts';
import { ProblemError, type ProblemFault } from '../problem-fault.ts';
import { knownNames } from './nearest.ts';

/** The most that the texts of a tree may be together, in characters. */
const TREE_CHARACTERS = 16 * 2 ** 20;
const TREE_HINT = `a tree is of texts, ${TREE_CHARACTERS / 2 ** 20} million characters together: leave it out, or make it in the build`;
const LEFT_OUT = ['node_modules', '__pycache__', '.git'];
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Where a tree is named, and what may change in it. */
interface TreeProblem {
  readonly file: string;
  readonly folder: string;
  readonly edit: readonly string[];
}

/**
 * The tree of files that a command is made of.
 *
 * @throws {ProblemError} If it is no folder of texts, or holds the problem itself.
 */
export function readTree(problem: TreeProblem, path: string): Program {
  const at = { key: 'program.seed', value: JSON.stringify(path) };
  const files = textsOf(problem, at, path);
  const missing = problem.edit.find(
    (place) => !Object.keys(files).some((file) => mayChange(file, [place])),
  );
  if (missing !== undefined) {
    throw fault(problem, {
      key: 'program.edit',
      value: JSON.stringify(missing),
      message: 'names a path that the tree does not have',
      hint: knownNames(missing, Object.keys(files)),
    });
  }
  const main = Object.keys(files).find((file) => mayChange(file, problem.edit)) ?? '';
  return { language: 'any', main, files };
}

/**
 * A baseline: the seed tree with the files of a folder laid over it.
 *
 * @throws {ProblemError} If it holds a file that may not change.
 */
export function readOverlay(
  problem: TreeProblem,
  { key, path, seed }: { readonly key: string; readonly path: string; readonly seed: Program },
): Program {
  const at = { key, value: JSON.stringify(path) };
  const files = textsOf(problem, at, path);
  const frozen = Object.keys(files).find(
    (file) => !mayChange(file, problem.edit) && files[file] !== seed.files[file],
  );
  if (frozen !== undefined) {
    throw fault(problem, {
      ...at,
      message: `holds ${frozen}, which may not change`,
      hint: `its files are laid over the seed tree, and only ${problem.edit.join(', ')} may change`,
    });
  }
  return { ...seed, files: { ...seed.files, ...files } };
}

function textsOf(
  problem: TreeProblem,
  at: Pick<ProblemFault, 'key' | 'value'>,
  path: string,
): Record<string, string> {
  const folder = resolve(problem.folder, path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const there = existsSync(dirname(folder)) ? readdirSync(dirname(folder)) : [];
    const message = 'must name a folder';
    throw fault(problem, { ...at, message, hint: knownNames(basename(folder), there) });
  }
  const file = resolve(problem.folder, basename(problem.file));
  if (`${file}${sep}`.startsWith(`${folder}${sep}`)) {
    throw fault(problem, {
      ...at,
      message: 'holds the problem itself, which programs must not see',
      hint: 'put the tree into a folder of its own beside the problem file',
    });
  }
  const files: Record<string, string> = {};
  let characters = 0;
  for (const full of pathsIn(folder)) {
    const name = relative(folder, full);
    const text = textOf(full);
    characters += text.length;
    const why =
      characters > TREE_CHARACTERS
        ? 'is too much'
        : typeof text === 'string'
          ? undefined
          : text.why;
    if (typeof text === 'string' && why === undefined) files[name] = text;
    else throw fault(problem, { ...at, message: `holds ${name}, which ${why}`, hint: TREE_HINT });
  }
  return files;
}

/** Everything in a folder that is no folder, but for what tools leave there. */
function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((part) => LEFT_OUT.includes(part)),
    );
}

/** A file's text, or why it has none. */
function textOf(path: string): string | { readonly why: string; readonly length: 0 } {
  if (!lstatSync(path).isFile()) return { why: 'is no file', length: 0 };
  try {
    return strictUtf8.decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return { why: 'is no text', length: 0 };
    throw error;
  }
}

function fault({ file }: TreeProblem, what: Omit<ProblemFault, 'file'>): ProblemError {
  return new ProblemError({ file, ...what });
}
