import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { BroughtFile, TrialEnd } from '../../compose/index.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import { trialEndLines } from '../text/trial-end.ts';
import { nameOf, said, WAIT_MS } from './steer.ts';

interface ProposeFlags extends CommonFlags {
  readonly file: readonly string[];
  readonly parent: string;
  readonly idea?: string;
  readonly by?: string;
}

/** Adds `barbican propose <run>`. */
export function addPropose(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('propose')
    .description('bring a program of your own to a run, and see how it is judged')
    .argument('<run>', 'the run folder')
    .requiredOption(
      '-f, --file <path>',
      'a file of the program, a folder with its files, or "-" for standard input; what is not named stays',
      (text: string, before?: readonly string[]) => [...(before ?? []), text],
    )
    .option('--parent <trial>', 'the trial that it was made from', 'best')
    .option('--idea <line>', 'what was done and why, in one line')
    .option('--by <name>', 'who made it, for the log (default: the name of the user)');
  withCommonFlags(command, [
    'barbican propose runs/my-problem-1 --file mine.ts --idea "Sort by load first"',
    'barbican show runs/my-problem-1 --program best | my-rewriter | barbican propose runs/my-problem-1 --file -',
  ]);
  command.action(async (folder: string, flags: ProposeFlags) => {
    const { programFromFiles, programOfTrial, readRun, steerRun, trialEnd, trialNamed } =
      await import('../../compose/index.ts');
    const run = readRun(folder);
    const parentId = trialNamed(run.state, flags.parent);
    const parent = programOfTrial(run, parentId);
    const files = flags.file.flatMap((path) => filesNamed(path, Object.keys(parent.files)));
    const changed = programFromFiles(parent, files);
    run.close();
    const by = nameOf(flags.by);
    const { signal } = new AbortController();
    const outcome = await steerRun({
      folder,
      by,
      command: {
        kind: 'inject',
        program: changed,
        parentId,
        proposer: `person:${by}`,
        ...(flags.idea === undefined ? {} : { idea: flags.idea }),
      },
      waitMs: WAIT_MS,
      signal,
    });
    if (outcome.kind !== 'taken' || outcome.trialId === undefined)
      return exitWith(said(io, flags, outcome));
    const end = await trialEnd(folder, outcome.trialId, signal);
    const after = readRun(folder);
    after.close();
    io.out.write(flags.json ? `${JSON.stringify(end ?? null)}\n` : textOf(after.state, end));
    exitWith(end?.type === 'trial.finished' ? EXIT.ok : EXIT.usage);
  });
}

function textOf(state: RunState, end: TrialEnd | undefined): string {
  if (!end) return 'The run ended before it was judged: "barbican resume" goes on with it\n';
  return `${trialEndLines(state, end).join('\n')}\n`;
}

/** The file of that name; of a folder those that are the program's. */
function filesNamed(path: string, known: readonly string[]): readonly BroughtFile[] {
  if (path === '-' || !statSync(path, { throwIfNoEntry: false })?.isDirectory())
    return [fileNamed(path)];
  const present = known.filter((file) => existsSync(join(path, file)));
  if (present.length > 0)
    return present.map((file) => ({ ...fileNamed(join(path, file)), name: file }));
  throw new ConfigError(
    `Cannot take ${path} as it has none of the program's files: ${known.join(', ')}`,
  );
}

function fileNamed(path: string): BroughtFile {
  try {
    return { name: path, text: readFileSync(path === '-' ? 0 : path, 'utf8') };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new ConfigError(`Cannot read ${path} (${code}): name a file of the program`, { cause });
  }
}
