import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Language, Program } from '../../domain/program.ts';
import { ProblemError } from '../problem-fault.ts';
import { knownNames } from './nearest.ts';

const LANGUAGES: Readonly<Record<string, Language>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.py': 'python',
  '.c': 'c',
  '.cpp': 'cpp',
  '.cc': 'cpp',
  '.cxx': 'cpp',
  '.rs': 'rust',
};
/** Belong to programs, and are none. */
const HEADERS: readonly string[] = ['.h', '.hpp', '.hh', '.hxx'];
const MAIN_NAMES = ['main', 'index', 'seed', 'program'];

/**
 * The text of a program that a problem names.
 *
 * @param path From the problem's folder: one file, or a folder with one file, or with `main.ts`.
 * @throws {ProblemError} If there is none, naming `key`.
 */
export function readProgram(
  problem: { readonly file: string; readonly folder: string },
  key: string,
  path: string,
): Program {
  const full = resolve(problem.folder, path);
  const fault = (message: string, hint: string): ProblemError =>
    new ProblemError({ file: problem.file, key, value: JSON.stringify(path), message, hint });
  if (!existsSync(full)) {
    const there = existsSync(dirname(full)) ? readdirSync(dirname(full)) : [];
    throw fault('names a file that does not exist', knownNames(basename(full), there));
  }
  const files = statSync(full).isDirectory()
    ? textsIn(full, '')
    : { [basename(full)]: readFileSync(full, 'utf8') };
  const sources = Object.keys(files).filter((name) => extname(name) in LANGUAGES);
  const main = sources.length === 1 ? sources[0] : sources.find((name) => isMain(name));
  const language = main === undefined ? undefined : LANGUAGES[extname(main)];
  if (main === undefined || language === undefined) {
    throw fault(
      'names no program',
      'give one file (.ts, .js, .py, .c, .cpp or .rs), or a folder with one that is called main in it',
    );
  }
  return { language, main, files };
}

function isText(name: string): boolean {
  return extname(name) in LANGUAGES || HEADERS.includes(extname(name));
}

function isMain(name: string): boolean {
  return MAIN_NAMES.some((main) => name === `${main}${extname(name)}`);
}

function textsIn(folder: string, prefix: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(texts, textsIn(path, `${prefix}${entry.name}/`));
    else if (isText(entry.name)) texts[`${prefix}${entry.name}`] = readFileSync(path, 'utf8');
  }
  return texts;
}
