import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import * as words from '../../domain/language/index.ts';
import type { Program } from '../../domain/program.ts';
import { ConfigError } from '../../domain/errors.ts';
import { ProblemError } from '../problem-fault.ts';
import { type DataSet, describeData, findData } from './data/find-files.ts';
import { errorText, placeIn } from './error-place.ts';
import { importProblem } from './import-problem.ts';
import { knownNames } from './nearest.ts';
import { parseProblem } from './parse-problem.ts';
import type { LoadedProblem } from './problem.ts';
import { readProgram } from './read-program.ts';
import { readOverlay, readTree } from './read-tree.ts';

/** What a problem's folder holds, read once. */
export interface ProblemFiles {
  readonly problem: LoadedProblem;
  readonly seedProgram: Program;
  readonly baselines: readonly { readonly name: string; readonly program: Program }[];
  /** Real inputs: found and hashed. */
  readonly data: readonly DataSet[];
  /** SHA-256 over the text of everything that judges. */
  readonly problemHash: string;
}

/**
 * Loads a problem file and reads its programs.
 *
 * @param problemPath A folder with `problem.ts`, or a file.
 * @param dataPath A folder where its real inputs are looked for first.
 * @throws {ProblemError} If it cannot be used; the message says where and what would be right.
 */
export async function loadProblem(problemPath: string, dataPath?: string): Promise<ProblemFiles> {
  const file = problemFileIn(problemPath);
  const path = resolve(file);
  const folder = dirname(path);
  const { exported, paths } = await importDefault(path, { file, folder });
  const problem = parseProblem(exported, file, folder);
  const { seedProgram, baselines } = programsOf(problem);
  const loaded = paths.filter((name) => !name.includes('/node_modules/') && existsSync(name));
  const data = findData(problem.data, { file, folder, dataPath });
  const inputs = new Set(data.flatMap((set) => set.files.map(({ fullPath }) => fullPath)));
  const others = dataFilesIn(folder).filter((one) => !inputs.has(one));
  const judging = [...new Set([path, ...loaded, ...others])].toSorted();
  const texts = JSON.stringify([
    seedProgram,
    baselines,
    ...(data.length > 0 ? [describeData(data)] : []),
  ]);
  return {
    problem,
    seedProgram,
    baselines,
    data,
    problemHash: hashOfFiles(folder, judging, texts),
  };
}

/** The programs that a problem brings. */
function programsOf(problem: LoadedProblem): Pick<ProblemFiles, 'seedProgram' | 'baselines'> {
  const { command, file, folder, seedPath, baselinePaths } = problem;
  if (command) {
    const at = { file, folder, edit: command.edit };
    const seed = readTree(at, seedPath);
    const baselines = baselinePaths.map(([name, path]) => ({
      name,
      program: readOverlay(at, { key: `baselines.${name}`, path, seed }),
    }));
    return { seedProgram: seed, baselines };
  }
  const seedProgram = readProgram(problem, 'program.seed', seedPath);
  refuseModules(problem, seedProgram);
  const baselines = baselinePaths.map(([name, path]) => ({
    name,
    program: readProgram(problem, `baselines.${name}`, path),
  }));
  return { seedProgram, baselines };
}

function refuseModules({ file, modules }: LoadedProblem, { language }: Program): void {
  if (modules.length === 0 || language === 'python') return;
  throw new ProblemError({
    file,
    key: 'program.modules',
    value: JSON.stringify(modules),
    message: `is for programs in Python, and the seed program is in ${language}`,
    hint: 'leave it out: such programs import nothing but the built-in modules',
  });
}

function problemFileIn(problemPath: string): string {
  if (!existsSync(problemPath)) {
    throw new ProblemError({
      file: problemPath,
      message: 'does not exist',
      hint: 'give a folder with problem.ts in it, or the file itself',
    });
  }
  if (!statSync(problemPath).isDirectory()) return problemPath;
  const found = ['problem.ts', 'problem.mts', 'problem.js', 'problem.mjs'].find((name) =>
    existsSync(join(problemPath, name)),
  );
  if (found !== undefined) return join(problemPath, found);
  const hint = 'make one with `barbican init <folder>`';
  throw new ProblemError({ file: problemPath, message: 'holds no problem.ts or problem.py', hint });
}

async function importDefault(
  path: string,
  problem: { readonly file: string; readonly folder: string },
): Promise<{ readonly exported: unknown; readonly paths: readonly string[] }> {
  try {
    const { module, paths } = await importProblem(path);
    const exported =
      typeof module === 'object' && module !== null && 'default' in module
        ? module.default
        : undefined;
    return { exported, paths };
  } catch (error) {
    throw new ProblemError(loadFault(error, problem), { cause: error });
  }
}

function loadFault(
  error: unknown,
  problem: { readonly file: string; readonly folder: string },
): { file: string; message: string; hint?: string } {
  const syntax = syntaxPlace(error, problem);
  if (syntax) return syntax;
  const file = placeIn(problem, error);
  if (error instanceof ConfigError) return { file, message: error.message };
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(errorText(error))?.[1];
  if (missing !== undefined) {
    return {
      file: problem.file,
      message: `imports "${missing}", which cannot be found`,
      hint: missingHint(missing, problem.folder),
    };
  }
  const word = /(?:\(0 , )?_?\w+\.(\w+)\)? is not a function/.exec(errorText(error))?.[1];
  if (word !== undefined && !Object.hasOwn(words, word)) {
    return {
      file,
      message: `calls "${word}", which does not exist`,
      hint: knownNames(word, Object.keys(words)),
    };
  }
  return { file, message: `threw ${errorText(error)} while it was loaded` };
}

function missingHint(name: string, folder: string): string {
  if (!name.startsWith('.') && !name.startsWith('/'))
    return '`barbican` and `zod` need no installation; others do';
  const wanted = resolve(folder, name);
  const there = existsSync(dirname(wanted)) ? readdirSync(dirname(wanted)) : [];
  return knownNames(basename(wanted), there);
}

/** Where jiti's parser stopped, if `error` is its: `ParseError: what`, then the place in a line of its own. */
function syntaxPlace(
  error: unknown,
  { file, folder }: { readonly file: string; readonly folder: string },
): { file: string; message: string } | undefined {
  const text = error instanceof Error ? error.message : '';
  const message = /^ParseError: (.*)/.exec(text)?.[1];
  if (message === undefined) return undefined;
  const [, path = '', line = '1', column = '0'] = /\n\s*(\S.*?):(\d+):(\d+)\s*$/m.exec(text) ?? [];
  const shownFile = path.startsWith(`${folder}/`)
    ? join(dirname(file), relative(folder, path))
    : file;
  // The parser counts columns from 0.
  return {
    file: `${shownFile}:${line}:${Number(column) + 1}`,
    message: `cannot be parsed: ${message.trim()}`,
  };
}

const PROSE_AND_PROGRAMS = new Set([
  '.md',
  '.ts',
  '.mts',
  '.js',
  '.mjs',
  '.cjs',
  '.py',
  '.pyc',
  '.c',
  '.h',
  '.cpp',
  '.cc',
  '.cxx',
  '.hpp',
  '.hh',
  '.hxx',
  '.rs',
  '.db',
  '.log',
  '.html',
]);
const NOT_JUDGING = new Set([
  'node_modules',
  'runs',
  'cheats',
  '__pycache__',
  'venv',
  // For editors; they name places of one machine.
  'tsconfig.json',
  'pyrightconfig.json',
]);

/** Files beside the problem that are not code: its data. Folders of runs do not count. */
function dataFilesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === 'run.db')) return [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_JUDGING.has(entry.name)) return [];
    if (entry.isDirectory()) return dataFilesIn(path);
    return entry.isFile() && !PROSE_AND_PROGRAMS.has(extname(entry.name)) ? [path] : [];
  });
}

function hashOfFiles(folder: string, paths: readonly string[], programs: string): string {
  const hash = createHash('sha256').update(programs);
  for (const path of paths) {
    const bytes = readFileSync(path);
    hash.update(`\n${relative(folder, path)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
