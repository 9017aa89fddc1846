import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { ConfigError, InfraError } from '../../domain/errors.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Context } from '../context.ts';
import { pythonScaffoldFiles } from './scaffold-python.ts';
import { scaffoldFiles } from './scaffold.ts';

/** Adds `barbican init <folder>`. */
export function addInit(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('init')
    .description('make a problem that runs at once, to be changed into your own')
    .argument('<folder>', 'where; it is made if it does not exist')
    .option('--python', 'problem and programs in Python');
  withCommonFlags(command, ['barbican init my-problem', 'barbican init my-problem --python']);
  command.action((folder: string, flags: CommonFlags & { python?: boolean }) => {
    const paths = writeScaffold(folder, flags.python ? 'python' : 'typescript');
    if (flags.json) io.out.write(`${JSON.stringify({ folder: resolve(folder), files: paths })}\n`);
    else if (!flags.quiet) io.out.write(`${nextSteps(folder, paths).join('\n')}\n`);
    exitWith(0);
  });
}

/**
 * Writes the files of a first problem into `folder`.
 *
 * @returns Their paths relative to `folder`.
 * @throws {ConfigError} If one of them is there already; then nothing is written.
 * @throws {InfraError} If the folder cannot be written.
 */
export function writeScaffold(
  folder: string,
  language: 'typescript' | 'python' = 'typescript',
): string[] {
  const target = resolve(folder);
  const files = FILES[language](problemName(basename(target)));
  refuseToOverwrite(target, Object.keys(files));
  for (const [path, text] of Object.entries(files)) {
    const file = join(target, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
    } catch (cause) {
      throw new InfraError(`Cannot write ${file}`, { cause });
    }
  }
  return Object.keys(files);
}

const FILES: Readonly<
  Record<'typescript' | 'python', (name: string) => Readonly<Record<string, string>>>
> = {
  typescript: (name) =>
    scaffoldFiles({
      name,
      typesByModule: {
        barbican: fileURLToPath(new URL('../../index.d.ts', import.meta.url)),
        zod: join(dirname(fileURLToPath(import.meta.resolve('zod'))), 'index.d.ts'),
      },
    }),
  python: (name) =>
    pythonScaffoldFiles({
      name,
      moduleFolder: fileURLToPath(new URL('../../evaluators/judge-python', import.meta.url)),
    }),
};

function refuseToOverwrite(target: string, paths: readonly string[]): void {
  if (!existsSync(target)) return;
  const taken = paths.find((path) => existsSync(join(target, path)));
  if (taken !== undefined) {
    const found = readdirSync(target).length;
    throw new ConfigError(
      `Cannot make a problem in ${target} as it holds ${taken} already (${found} entries): name a new folder`,
    );
  }
}

/** A problem's name from a folder's: lower case, with hyphens. */
function problemName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return /^[a-z]/u.test(name) ? name : `problem-${name}`.replace(/-$/u, '');
}

function nextSteps(folder: string, paths: readonly string[]): string[] {
  const shown = relative('.', folder) || '.';
  return [
    ...paths.map((path) => `wrote ${join(shown, path)}`),
    '',
    `barbican check ${shown}              what the seed program and the baselines score`,
    `barbican run ${shown} --budget 60s   search for something better`,
  ];
}
