import { ConfigError } from '../domain/errors.ts';
import type { Budget } from '../domain/budget.ts';
import { textFromBudget } from '../domain/budget-text.ts';
import type { Tier } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { runStateOf, type RunState } from '../domain/run-state.ts';
import { systemClock } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { hashOf } from '../lib/hash.ts';
import { createSyntax } from '../lib/node/grammars.ts';
import { readSecret } from '../lib/node/secret.ts';
import { openInbox } from '../stores/inbox.ts';
import { openSqliteStore } from '../stores/sqlite.ts';
import { strategyNamed } from '../strategies/table.ts';
import { choiceInLog } from './choice-in-log.ts';
import { checkedChoice, openProposers, type ProposerChoice } from './open-proposers.ts';
import { changedDataText, dataPathOption } from './data-path.ts';
import { judgingIn, openProblemWorld } from './problem-world.ts';
import { runEvents } from './run-events.ts';
import type { StartedRun } from './start-run.ts';

/** What {@link resumeRun} takes; what is absent stays as it was. */
export interface ResumeRunOptions {
  /** The run folder. */
  readonly folder: string;
  /** A new budget for the whole run, what was used included. */
  readonly budget?: Budget;
  readonly concurrency?: number;
  /** Calls of models at a time. */
  readonly proposals?: number;
  readonly tier?: Tier | 'auto';
  /** A folder where the problem's real inputs are looked for first, if they have moved. */
  readonly dataPath?: string;
  /** Where the keys of models are; nowhere if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Goes on with a run from its log.
 *
 * @throws {ConfigError} If there is none, it is in use, it has used its budget, or its problem is another now.
 * @throws {InfraError} If the world failed.
 */
export async function resumeRun(options: ResumeRunOptions): Promise<StartedRun> {
  const { folder, signal, env = {} } = options;
  await using resources = new Disposables();
  const store = resources.use(openSqliteStore(folder, { mode: 'append', clock: systemClock }));
  const state = runStateOf(store.events());
  const { started } = state;
  if (!started)
    throw new ConfigError(
      `Cannot go on with ${folder} as it was stopped before anything was logged: remove it, and start a new run`,
    );
  if (!isBudgetWaiting(folder)) refuseUsedUp(folder, state, options.budget);
  const secret = secretOf(folder, started.secretHash);
  const concurrency = options.concurrency ?? state.concurrency;
  const tier = options.tier ?? started.tier;
  const data = dataPathOption(options.dataPath ?? state.dataPath);
  const { screening = false } = started;
  const { problemPath, rngSeed, runId, barbicanVersion, strategy } = started;
  const asked = { problemPath, secret, ...data, tier, concurrency, screening, signal };
  const world = resources.use(await openProblemWorld(asked));
  refuseChanged(folder, started, world.problem);
  const syntax = await createSyntax();
  const { language } = started.problem.seedProgram;
  const place = { problemPath, language, syntax, folder, env };
  const proposing = withProposals(folder, choiceInLog(started.proposers), options.proposals);
  const { choice, notices } = checkedChoice(proposing, place);
  const { proposer, proposers, waits } = resources.use(await openProposers(choice, place));
  const run = {
    runId,
    barbicanVersion,
    problemPath,
    ...data,
    // As it was described then: what the log says was judged by it.
    problem: started.problem,
    budget: options.budget ?? state.budget,
    rngSeed,
    concurrency,
    strategy: strategyNamed(strategy.name, strategy.options).strategy,
    strategyOptions: strategy.options,
    proposer,
    proposers,
    ...judgingIn(world),
    store,
    waits,
    syntax,
    clock: systemClock,
    screening,
    secretHash: started.secretHash,
    signal,
  };
  return { folder, notices, hints: [], events: runEvents(folder, run, resources.move()) };
}

function withProposals(
  folder: string,
  choice: ProposerChoice,
  atOnce: number | undefined,
): ProposerChoice {
  if (atOnce === undefined) return choice;
  if (choice.models.length + choice.agents.length > 0) return { ...choice, atOnce };
  throw new ConfigError(
    `Cannot go on with ${folder} with --proposals ${atOnce}, as it has no model that is called: leave the flag out`,
  );
}

function refuseChanged(
  folder: string,
  { problem, problemPath }: NonNullable<RunState['started']>,
  now: ProblemDescription,
): void {
  if (now.problemHash === problem.problemHash) return;
  const changed = changedDataText(problem, now) ?? `${problemPath} has changed`;
  throw new ConfigError(
    `Cannot go on with ${folder} as ${changed} since the run began: put it back as it was, or start a new run`,
  );
}

/** Whether somebody gave another budget while nobody ran the run: it is the first that it takes. */
function isBudgetWaiting(folder: string): boolean {
  using inbox = openInbox(folder);
  return inbox.waiting().some(({ command }) => command.kind === 'budget');
}

function refuseUsedUp(
  folder: string,
  { ended, budget }: RunState,
  given: Budget | undefined,
): void {
  if (ended?.why !== 'budget' || given !== undefined) return;
  throw new ConfigError(
    `Cannot go on with ${folder} as it has used its budget of ${textFromBudget(budget)}: give a larger one with --budget`,
  );
}

function secretOf(folder: string, secretHash: string): string {
  let secret: string;
  try {
    secret = readSecret(folder);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new ConfigError(
      `Cannot go on with ${folder} as its secret cannot be read${code}, from which its hidden workloads come: put it back from a copy, or start a new run`,
      { cause },
    );
  }
  if (hashOf(secret) === secretHash) return secret;
  throw new ConfigError(
    `Cannot go on with ${folder} as its secret is not the one that the run began with`,
  );
}
