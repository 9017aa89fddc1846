import type { Command } from 'commander';
import type { AgentLimits, StartedRun, StartRunOptions } from '../../compose/index.ts';
import type { Budget } from '../../domain/budget.ts';
import { ConfigError } from '../../domain/errors.ts';
import {
  budgetOption,
  type CommonFlags,
  concurrencyOption,
  dataOption,
  integerFrom,
  proposerOptions,
  settingsFrom,
  type TierFlag,
  tierOption,
  withCommonFlags,
} from '../flags.ts';
import { defined } from '../defined.ts';
import { followRun } from '../follow-run.ts';
import type { Context } from '../context.ts';

interface RunFlags extends CommonFlags {
  readonly out?: string;
  readonly budget: Budget;
  readonly strategy: string;
  readonly set?: Record<string, string>;
  readonly replay?: string;
  readonly model?: readonly string[];
  readonly agent?: readonly string[];
  readonly agentMinutes: number;
  readonly agentUsd?: number;
  readonly agentEnv?: readonly string[];
  readonly classical: number;
  readonly proposals: number;
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
    .argument('[problem]', 'a folder with problem.ts, or the file itself')
    .option('-o, --out <folder>', 'run folder (default: runs/<problem>-<time>)')
    .addOption(
      budgetOption(
        'what may be used, the first to be reached stops it: 60s, 10m, trials=500, evals=300s, usd=5, tokens=1e6',
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
  for (const option of proposerOptions()) command.addOption(option);
  withCommonFlags(
    command,
    [
      'barbican run problems/expert-placement --budget 60s',
      'barbican run my-problem --budget 1h,usd=5 --model openai/gpt-5 --model anthropic/claude-sonnet-4-5',
    ],
    'print each event as one JSON object a line',
  );
  command.action(async (problem: string | undefined, flags: RunFlags) => {
    const start = await starterOf(problem, flags, io.env);
    exitWith(await followRun(io, flags, { start, takesOrders: flags.replay === undefined }));
  });
}

/** What the command line asks for: a new run, or one that is replayed. */
async function starterOf(
  problem: string | undefined,
  flags: RunFlags,
  env: StartRunOptions['env'] = {},
): Promise<(signal: AbortSignal) => Promise<StartedRun>> {
  const { agentSpecFrom, modelSpecFrom, replayRun, startRun } = await import(
    '../../compose/index.ts'
  );
  const { replay, out, model: models = [], agent: agents = [], screening = false } = flags;
  const place = placeOf(out);
  if (replay !== undefined) return (signal) => replayRun({ folder: replay, ...place, signal });
  if (problem === undefined) {
    throw new ConfigError(
      'Cannot run as no problem was named: barbican run <problem>, or barbican run --replay <run>',
    );
  }
  const { concurrency, data: dataPath, rngSeed } = flags;
  const start = {
    problemPath: problem,
    budget: flags.budget,
    strategy: flags.strategy,
    strategyOptions: flags.set ?? {},
    tier: flags.tier,
    screening,
    env,
    proposers: {
      models: models.map(modelSpecFrom),
      agents: agents.map((text) => agentSpecFrom(text, agentLimits(flags))),
      classicalShare: flags.classical,
      atOnce: flags.proposals,
    },
    ...place,
    ...defined({ concurrency, dataPath, rngSeed }),
  };
  return (signal) => startRun({ ...start, signal });
}

function agentLimits({ agentMinutes, agentUsd, agentEnv = [] }: RunFlags): AgentLimits {
  return { minutes: agentMinutes, env: agentEnv, ...defined({ usd: agentUsd }) };
}

function placeOf(out: string | undefined): Pick<StartRunOptions, 'outFolder'> {
  return out === undefined ? {} : { outFolder: out };
}
