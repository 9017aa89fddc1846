import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Budget } from '../domain/budget.ts';
import { ConfigError } from '../domain/errors.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { notScreenedWhy } from '../evaluators/with-screening.ts';
import type { Tier } from '../domain/evaluation.ts';
import type { RunEvent } from '../domain/event.ts';
import type { RunOptions } from '../engine/engine.ts';
import { begun } from '../lib/begun.ts';
import { systemClock, timeStamp } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { hashOf } from '../lib/hash.ts';
import { createSyntax } from '../lib/node/grammars.ts';
import { drawSecret, keepSecret } from '../lib/node/secret.ts';
import { packageVersion } from '../lib/node/version.ts';
import { openSqliteStore } from '../stores/sqlite.ts';
import { strategyNamed } from '../strategies/table.ts';
import { dataPathOption } from './data-path.ts';
import { estimateLines } from './estimate-text.ts';
import { checkedChoice, openProposers, type ProposerChoice } from './open-proposers.ts';
import { defaultConcurrency, judgingIn, openProblemWorld } from './problem-world.ts';
import { runEvents } from './run-events.ts';
import { createRunFolder, refuseUsedFolder } from './run-folder.ts';

/** What {@link startRun} takes. */
export interface StartRunOptions {
  /** A folder with `problem.ts`, or a file. */
  readonly problemPath: string;
  readonly budget: Budget;
  readonly strategy: string;
  readonly strategyOptions: Readonly<Record<string, unknown>>;
  readonly tier: Tier | 'auto';
  /** A folder where the problem's real inputs are looked for first. */
  readonly dataPath?: string;
  /** Who proposes; the classical operators alone if absent. */
  readonly proposers?: ProposerChoice;
  /** Whether only programs from outside are tried: nobody proposes, and the run waits for them. */
  readonly waits?: boolean;
  /** Where the keys of models are; nowhere if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The run folder; `runs/<problem>-<time>` if absent. */
  readonly outFolder?: string;
  /** Whether programs of mechanical proposers are screened in hosts that are used again; not if absent. */
  readonly screening?: boolean;
  /** Evaluations at a time; one for each core if absent. */
  readonly concurrency?: number;
  /** Start of the random stream; drawn if absent. */
  readonly rngSeed?: number;
  /** What the hidden workloads come from; drawn if absent, and only benches and tests have a reason to give it. */
  readonly secret?: string;
  readonly signal: AbortSignal;
}

/** A run that goes on while its events are read. */
export interface StartedRun {
  readonly folder: string;
  readonly events: AsyncGenerator<RunEvent, void>;
  /** What the user must know, such as which model has no key. */
  readonly notices: readonly string[];
  /** What the user may want to know, such as what it will cost. */
  readonly hints: readonly string[];
}

/** Random seeds are drawn below this, so that people can type them. */
const RNG_SEEDS = 1_000_000_000;

/**
 * Begins a run: loads the problem, makes the run folder, and searches while the events are read.
 *
 * @throws {ConfigError} If the problem, the strategy or the folder cannot be used.
 * @throws {InfraError} If the world failed.
 */
export async function startRun(options: StartRunOptions): Promise<StartedRun> {
  const { budget, signal, screening = false, concurrency = defaultConcurrency() } = options;
  const chosen = strategyNamed(options.strategy, options.strategyOptions);
  if (options.outFolder !== undefined) refuseUsedFolder(options.outFolder);
  const problemPath = resolve(options.problemPath);
  const data = dataPathOption(options.dataPath);
  const secret = options.secret ?? drawSecret();
  await using resources = new Disposables();
  const { tier } = options;
  const loading = begun(createSyntax());
  const asked = { problemPath, secret, ...data, tier, concurrency, screening, signal };
  const world = resources.use(
    await openProblemWorld({ ...asked, problemPath: options.problemPath }),
  );
  refuseScreening(screening, options.problemPath, world.problem);
  const { env = {}, problemPath: shownPath } = options;
  const { language } = world.problem.seedProgram;
  const { choice, notices } = checkedChoice(wantedIn(options), {
    problemPath: shownPath,
    language,
    env,
  });
  const folder = options.outFolder ?? folderFor(world.problem.name);
  createRunFolder(folder);
  const store = resources.use(openSqliteStore(folder, { mode: 'create', clock: systemClock }));
  keepSecret(folder, secret);
  const syntax = await loading;
  const proposerPlace = { problemPath: shownPath, language, syntax, folder, env };
  const who = resources.use(await openProposers(choice, proposerPlace));
  const run = {
    ...factsOf(problemPath, secret, options),
    ...data,
    problem: world.problem,
    budget,
    concurrency,
    strategy: chosen.strategy,
    strategyOptions: chosen.options,
    proposer: who.proposer,
    proposers: who.proposers,
    ...judgingIn(world),
    store,
    waits: who.waits,
    syntax,
    clock: systemClock,
    screening,
    signal,
  };
  const hints = estimateLines(choice, budget, who.proposer.worstCase?.usd ?? 0);
  return { folder, notices, hints, events: runEvents(folder, run, resources.move()) };
}

function wantedIn({ waits, proposers = ALONE }: StartRunOptions): ProposerChoice {
  return waits ? NOBODY : proposers;
}

function refuseScreening(
  screening: boolean,
  problemPath: string,
  problem: ProblemDescription,
): void {
  const why = screening ? notScreenedWhy(problem) : undefined;
  if (why === undefined) return;
  throw new ConfigError(
    `Cannot screen programs of ${problemPath} as ${why}: leave out --screening`,
  );
}

function folderFor(name: string): string {
  return `runs/${name}-${timeStamp(systemClock.wallMs())}`;
}

/** What makes this run this one. */
function factsOf(
  problemPath: string,
  secret: string,
  { rngSeed }: StartRunOptions,
): Pick<RunOptions, 'runId' | 'barbicanVersion' | 'problemPath' | 'rngSeed' | 'secretHash'> {
  return {
    runId: hashOf(secret).slice(0, 12),
    barbicanVersion: packageVersion(),
    problemPath,
    rngSeed: rngSeed ?? randomInt(RNG_SEEDS),
    secretHash: hashOf(secret),
  };
}

const NOBODY: ProposerChoice = {
  models: [],
  agents: [],
  classicalShare: 0,
  atOnce: 1,
  nobody: true,
};
const ALONE: ProposerChoice = { models: [], agents: [], classicalShare: 1, atOnce: 1 };
