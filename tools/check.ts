/**
 * The gate: `npm run check`. One line per step; goes on after a failure; exit code 1 if any step failed.
 *
 * `--no-tests` leaves the tests out, for those who have just run them.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocs } from './check-docs.ts';
import { checkLayers } from './check-layers.ts';
import { type CommandResult, runCommand } from './lib/run-command.ts';
import { binOf, ROOT } from './lib/root.ts';
import { runSteps, type Step } from './lib/steps.ts';

const TYPED_FOLDERS = ['.', 'problems', 'tools', 'bench', 'test'];

const STEPS: readonly Step[] = [
  { name: 'build', run: () => tool('jiti', 'tools/build.ts') },
  { name: 'types', run: types },
  { name: 'lint', run: () => tool('oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', run: () => tool('biome', 'check', '--no-errors-on-unmatched') },
  { name: 'layers', run: checkLayers },
  { name: 'dead', run: dead },
  { name: 'docs', run: checkDocs },
  { name: 'test', run: () => tool('vitest', 'run') },
];

const withTests = !process.argv.includes('--no-tests');
const { passed, failed } = await runSteps(
  STEPS.filter(({ name }) => withTests || name !== 'test'),
  (line) => console.log(line),
  () => performance.now(),
);
console.log(`check: ${passed.length} steps passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function tool(name: string, ...args: string[]): Promise<CommandResult> {
  return runCommand(binOf(name), args, { cwd: ROOT });
}

async function types(): Promise<Pick<CommandResult, 'code' | 'output'>> {
  const results = await Promise.all(
    TYPED_FOLDERS.filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json'))).map(
      (folder) => tool('tsc', '--noEmit', '--pretty', 'false', '-p', folder),
    ),
  );
  return all(results);
}

/** Unused files, exports and dependencies: of everything, and again of what is shipped alone. */
async function dead(): Promise<Pick<CommandResult, 'code' | 'output'>> {
  return all([
    await tool('knip', '--no-progress'),
    await tool('knip', '--no-progress', '--production', '--include', 'files,dependencies'),
  ]);
}

function all(results: readonly CommandResult[]): Pick<CommandResult, 'code' | 'output'> {
  const failed = results.filter(({ code }) => code !== 0);
  const lines = new Set(failed.flatMap(({ output }) => output.split('\n')));
  return { code: failed.length === 0 ? 0 : 1, output: [...lines].join('\n') };
}
