import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, InfraError } from '../domain/errors.ts';
import { noPythonText, PYTHON_ENV, type PythonSearch, pythonsWith } from '../lib/node/pythons.ts';

/** How a judge's process is started. */
export interface JudgeCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The judge for a problem: in Python if the problem is, else in JavaScript.
 *
 * @throws {ConfigError} If a folder holds a problem in both.
 * @throws {InfraError} If there is no Python for one in Python.
 */
export async function judgeCommand(problemPath: string): Promise<JudgeCommand> {
  const file = pythonProblemAt(problemPath);
  if (file === undefined) {
    const main = fileURLToPath(new URL('../judge/judge-main.js', import.meta.url));
    return { file: process.execPath, args: [main], env: {} };
  }
  const main = fileURLToPath(new URL('../evaluators/judge-python/main.py', import.meta.url));
  const { executable } = await pythonFor(file);
  return { file: executable, args: ['-B', '-u', '-X', 'utf8', main], env: PYTHON_ENV };
}

function pythonProblemAt(problemPath: string): string | undefined {
  if (!existsSync(problemPath)) return undefined;
  if (!statSync(problemPath).isDirectory())
    return extname(problemPath) === '.py' ? problemPath : undefined;
  const file = join(problemPath, 'problem.py');
  if (!existsSync(file)) return undefined;
  const other = readdirSync(problemPath).find((name) => /^problem\.m?[jt]s$/u.test(name));
  if (other === undefined) return file;
  throw new ConfigError(
    `${problemPath}: holds both problem.py and ${other}: name the file that is meant`,
  );
}

/** The first Python that has all that the problem imports, or else the first: its judge says what is missing. */
async function pythonFor(file: string): Promise<PythonSearch['found'][number]> {
  const whole = await pythonsWith(importsOf(file));
  const [python] = whole.found.length > 0 ? whole.found : (await pythonsWith([])).found;
  if (python) return python;
  throw new InfraError(noPythonText([], whole.refused));
}

/** Modules that the problem's own folder imports and does not hold, by their first names. */
function importsOf(file: string): string[] {
  const folder = dirname(file);
  const own = readdirSync(folder).map((name) => basename(name, '.py'));
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)/gmu)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(imported)]
    .filter((name) => name !== 'barbican' && !own.includes(name))
    .toSorted();
}
