import type { Command } from 'commander';
import type { Budget } from '../../domain/budget.ts';
import {
  budgetOption,
  type CommonFlags,
  concurrencyOption,
  dataOption,
  integerFrom,
  settingsFrom,
  type TierFlag,
  tierOption,
  withCommonFlags,
} from '../flags.ts';
import { followRun } from '../follow-run.ts';
import type { Context } from '../context.ts';

interface RunFlags extends CommonFlags {
  readonly out?: string;
  readonly budget: Budget;
  readonly strategy: string;
  readonly set?: Record<string, string>;
  readonly rngSeed?: number;
  readonly concurrency?: number;
  readonly tier: TierFlag;
  readonly data?: string;
  readonly screening?: true;
}

/** Adds `barbican run <problem>`. */
export function addRun(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('run')
    .description('search for a program that solves the problem better')
    .argument('<problem>', 'a folder with problem.ts, or the file itself')
    .option('-o, --out <folder>', 'run folder (default: runs/<problem>-<time>)')
    .addOption(
      budgetOption(
        'what may be used, the first to be reached stops it: 60s, 10m, trials=500, evals=300s',
      ).default({ wallMs: 60_000 }, '60s'),
    )
    .option('-s, --strategy <name>', 'what to try next', 'pool')
    .option('--set <key=value>', 'an option of the strategy; may be repeated', settingsFrom)
    .option('--rng-seed <n>', 'start of the random stream (default: drawn)', (text) =>
      integerFrom(text, 0),
    )
    .addOption(concurrencyOption())
    .addOption(dataOption())
    .option(
      '--screening',
      'look at programs in hosts that are used again, and run anew what would be kept',
    )
    .addOption(tierOption().default('auto', 'the strongest that works here'));
  withCommonFlags(
    command,
    [
      'barbican run problems/expert-placement --budget 60s',
      'barbican run my-problem --budget 10m,trials=500 --strategy greedy --json > events.jsonl',
    ],
    'print each event as one JSON object a line',
  );
  command.action(async (problem: string, flags: RunFlags) => {
    const { startRun } = await import('../../compose/index.ts');
    const start = {
      problemPath: problem,
      budget: flags.budget,
      strategy: flags.strategy,
      strategyOptions: flags.set ?? {},
      tier: flags.tier,
      screening: flags.screening ?? false,
      ...(flags.out === undefined ? {} : { outFolder: flags.out }),
      ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
      ...(flags.data === undefined ? {} : { dataPath: flags.data }),
      ...(flags.rngSeed === undefined ? {} : { rngSeed: flags.rngSeed }),
    };
    exitWith(await followRun(io, flags, { start: (signal) => startRun({ ...start, signal }) }));
  });
}
