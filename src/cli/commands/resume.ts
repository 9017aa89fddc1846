import type { Command } from 'commander';
import type { Budget } from '../../domain/budget.ts';
import {
  budgetOption,
  type CommonFlags,
  concurrencyOption,
  dataOption,
  proposalsOption,
  type TierFlag,
  tierOption,
  withCommonFlags,
} from '../flags.ts';
import { followRun } from '../follow-run.ts';
import type { Context } from '../context.ts';

interface ResumeFlags extends CommonFlags {
  readonly budget?: Budget;
  readonly concurrency?: number;
  readonly proposals?: number;
  readonly tier?: TierFlag;
  readonly data?: string;
}

/** Adds `barbican resume <run>`. */
export function addResume(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('resume')
    .description('go on with a run from its log, wherever it stopped')
    .argument('<run>', 'the run folder')
    .addOption(budgetOption('a new budget for the whole run, what it has used included'))
    .addOption(concurrencyOption())
    .addOption(proposalsOption('calls of models at a time (default: as before)'))
    .addOption(dataOption("folder of the problem's real inputs (default: as before)"))
    .addOption(tierOption('sandbox for programs (default: as before)'));
  withCommonFlags(
    command,
    ['barbican resume runs/my-problem-1', 'barbican resume runs/my-problem-1 --budget 30m'],
    'print each event as one JSON object a line',
  );
  command.action(async (folder: string, flags: ResumeFlags) => {
    const { readRun, resumeRun } = await import('../../compose/index.ts');
    const resume = {
      folder,
      env: io.env,
      ...(flags.budget === undefined ? {} : { budget: flags.budget }),
      ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
      ...(flags.proposals === undefined ? {} : { proposals: flags.proposals }),
      ...(flags.data === undefined ? {} : { dataPath: flags.data }),
      ...(flags.tier === undefined ? {} : { tier: flags.tier }),
    };
    const code = await followRun(io, flags, {
      before: () => {
        const run = readRun(folder);
        run.close();
        return run.state;
      },
      takesOrders: true,
      start: (signal) => resumeRun({ ...resume, signal }),
    });
    exitWith(code);
  });
}
