import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Budget } from '../domain/budget.ts';
import { ConfigError } from '../domain/errors.ts';
import { LANGUAGE_NAMES, type Program } from '../domain/program.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { notScreenedWhy } from '../evaluators/with-screening.ts';
import type { Tier } from '../domain/evaluation.ts';
import type { RunEvent } from '../domain/event.ts';
import { systemClock, timeStamp } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { hashOf } from '../lib/hash.ts';
import { createSyntax } from '../lib/node/grammars.ts';
import { drawSecret, keepSecret } from '../lib/node/secret.ts';
import { packageVersion } from '../lib/node/version.ts';
import { CLASSICAL_LANGUAGES, classical } from '../proposers/classical/classical.ts';
import { openSqliteStore } from '../stores/sqlite.ts';
import { strategyNamed } from '../strategies/table.ts';
import { dataPathOption } from './data-path.ts';
import { defaultConcurrency, openProblemWorld } from './problem-world.ts';
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
  const world = resources.use(
    await openProblemWorld({
      problemPath: options.problemPath,
      secret,
      ...data,
      tier: options.tier,
      concurrency,
      screening,
      signal,
    }),
  );
  refuseLanguage(options.problemPath, world.problem.seedProgram);
  if (screening) refuseScreening(options.problemPath, world.problem);
  const folder =
    options.outFolder ?? `runs/${world.problem.name}-${timeStamp(systemClock.wallMs())}`;
  createRunFolder(folder);
  const store = resources.use(openSqliteStore(folder, { mode: 'create', clock: systemClock }));
  keepSecret(folder, secret);
  const syntax = await createSyntax();
  const run = {
    runId: hashOf(secret).slice(0, 12),
    barbicanVersion: packageVersion(),
    problemPath,
    ...data,
    problem: world.problem,
    budget,
    rngSeed: options.rngSeed ?? randomInt(RNG_SEEDS),
    concurrency,
    strategy: chosen.strategy,
    strategyOptions: chosen.options,
    proposer: classical({ syntax }),
    evaluator: world.evaluator,
    store,
    syntax,
    clock: systemClock,
    tier: world.tier,
    tierNotice: world.tierNotice,
    conditions: world.conditions,
    screening,
    secretHash: hashOf(secret),
    signal,
  };
  return { folder, events: runEvents(folder, run, resources.move()) };
}

function refuseScreening(problemPath: string, problem: ProblemDescription): void {
  const why = notScreenedWhy(problem);
  if (why === undefined) return;
  throw new ConfigError(
    `Cannot screen programs of ${problemPath} as ${why}: leave out --screening`,
  );
}

function refuseLanguage(problemPath: string, { language }: Program): void {
  if (CLASSICAL_LANGUAGES.includes(language)) return;
  const known = CLASSICAL_LANGUAGES.map((one) => LANGUAGE_NAMES[one]).join(' or ');
  const [is, remedy] =
    language === 'any'
      ? ['a tree of files', `make the program a function or a policy in ${known}`]
      : [
          `in ${LANGUAGE_NAMES[language]}`,
          `write the programs in ${known} (the problem may stay as it is)`,
        ];
  throw new ConfigError(
    `Cannot search in ${problemPath} as its seed program is ${is}, which nothing proposes yet: ${remedy}; "barbican check" judges them all`,
  );
}
