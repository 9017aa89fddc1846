import type { Command } from 'commander';
import type { StartedRun } from '../../compose/index.ts';
import type { Budget } from '../../domain/budget.ts';
import { ConfigError } from '../../domain/errors.ts';
import {
  budgetOption,
  type CommonFlags,
  concurrencyOption,
  integerFrom,
  modelOption,
  settingsFrom,
  shareFrom,
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
  readonly replay?: string;
  readonly model?: readonly string[];
  readonly classical: number;
  readonly proposals: number;
  readonly rngSeed?: number;
  readonly concurrency?: number;
  readonly tier: TierFlag;
}

/** Adds `barbican run <problem>`. */
export function addRun(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('run')
    .description('search for a program that solves the problem better')
    .argument('[problem]', 'a folder with problem.ts, or the file itself')
    .option('-o, --out <folder>', 'run folder (default: runs/<problem>-<time>)')
    .addOption(
      budgetOption(
        'what may be used, the first to be reached stops it: 60s, 10m, trials=500, evals=300s, usd=5, tokens=1e6',
      ).default({ wallMs: 60_000 }, '60s'),
    )
    .option('-s, --strategy <name>', 'what to try next', 'pool')
    .option('--set <key=value>', 'an option of the strategy; may be repeated', settingsFrom)
    .addOption(modelOption())
    .option(
      '--classical <share>',
      'share of the trials that the classical operators propose beside models',
      shareFrom,
      0.12,
    )
    .option(
      '--proposals <n>',
      'calls of models at a time',
      (text: string) => integerFrom(text, 1),
      8,
    )
    .option('--rng-seed <n>', 'start of the random stream (default: drawn)', (text) =>
      integerFrom(text, 0),
    )
    .option(
      '--replay <run>',
      'make the decisions of a run again from its record, without a network, into another folder',
    )
    .addOption(concurrencyOption())
    .addOption(tierOption().default('auto', 'the strongest that works here'));
  withCommonFlags(
    command,
    [
      'barbican run problems/expert-placement --budget 60s',
      'barbican run my-problem --budget 10m,trials=500 --strategy greedy --json > events.jsonl',
    ],
    'print each event as one JSON object a line',
  );
  command.action(async (problem: string | undefined, flags: RunFlags) => {
    const { modelSpecFrom, replayRun, startRun } = await import('../../compose/index.ts');
    const { replay, out } = flags;
    if (replay !== undefined) {
      const again = { folder: replay, ...(out === undefined ? {} : { outFolder: out }) };
      const start = (signal: AbortSignal): Promise<StartedRun> => replayRun({ ...again, signal });
      exitWith(await followRun(io, flags, { start }));
      return;
    }
    if (problem === undefined) {
      throw new ConfigError(
        'Cannot run as no problem was named: barbican run <problem>, or barbican run --replay <run>',
      );
    }
    const start = {
      problemPath: problem,
      budget: flags.budget,
      strategy: flags.strategy,
      strategyOptions: flags.set ?? {},
      tier: flags.tier,
      env: io.env,
      proposers: {
        models: (flags.model ?? []).map(modelSpecFrom),
        classicalShare: flags.classical,
        atOnce: flags.proposals,
      },
      ...(out === undefined ? {} : { outFolder: out }),
      ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
      ...(flags.rngSeed === undefined ? {} : { rngSeed: flags.rngSeed }),
    };
    exitWith(await followRun(io, flags, { start: (signal) => startRun({ ...start, signal }) }));
  });
}
