import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Evaluator } from '../contracts/evaluator.ts';
import type { Conditions } from '../domain/conditions.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Tier } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { describeProblem } from '../evaluators/describe-problem.ts';
import type { Judge } from '../evaluators/judge.ts';
import { screeningEvaluator, workloadEvaluator } from '../evaluators/workload.ts';
import { begun } from '../lib/begun.ts';
import { systemClock } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { openMachineSandbox } from '../sandboxes/sandbox.ts';
import { startJudge } from './start-judge.ts';

/** A problem that can be judged on this machine. Disposing ends the judges and removes temporary files. */
export interface ProblemWorld extends AsyncDisposable {
  readonly problem: ProblemDescription;
  readonly evaluator: Evaluator;
  readonly tier: Tier;
  readonly tierNotice: string;
  /** What programs run under. */
  readonly conditions: Conditions;
}

/** What a run needs to know of how programs are judged in this world. */
export function judgingIn({
  evaluator,
  tier,
  tierNotice,
  conditions,
}: ProblemWorld): Pick<ProblemWorld, 'evaluator' | 'tier' | 'tierNotice' | 'conditions'> {
  return { evaluator, tier, tierNotice, conditions };
}

/** What {@link openProblemWorld} takes. */
export interface ProblemWorldOptions {
  readonly problemPath: string;
  readonly secret: string;
  /** A folder where the problem's real inputs are looked for first. */
  readonly dataPath?: string | undefined;
  readonly tier: Tier | 'auto';
  /** Evaluations at the same time. */
  readonly concurrency: number;
  /** Whether programs may be screened where a plan says so; not if absent. */
  readonly screening?: boolean;
  readonly signal: AbortSignal;
}

/** One evaluation at a time for each core. */
export function defaultConcurrency(): number {
  return availableParallelism();
}

/**
 * `judge`, if it holds the problem as it was when the first one loaded it.
 *
 * @throws {ConfigError} If the problem was changed meanwhile.
 */
async function sameAs(
  { problemHash }: ProblemDescription,
  judge: Judge,
  problemPath: string,
): Promise<Judge> {
  if ((await judge.describe()).problemHash === problemHash) return judge;
  await judge[Symbol.asyncDispose]();
  throw new ConfigError(
    `Cannot go on as ${problemPath} was changed while programs were judged by it: put it back as it was and resume, or start a new run`,
  );
}

/** A text that nobody can guess, new at each call. */
export const drawNonce = (): string => randomUUID();

/**
 * Loads a problem into a judge and runs its seed program once, alone.
 *
 * @throws {ConfigError} If the problem cannot be used.
 * @throws {InfraError} If this machine cannot keep programs alone as asked.
 * @throws The signal's reason if it is aborted meanwhile: what was being started may have been ended with it.
 */
export async function openProblemWorld(options: ProblemWorldOptions): Promise<ProblemWorld> {
  try {
    return await opened(options);
  } catch (error) {
    options.signal.throwIfAborted();
    throw error;
  }
}

async function opened(options: ProblemWorldOptions): Promise<ProblemWorld> {
  const { problemPath, secret, dataPath, concurrency, signal } = options;
  await using resources = new Disposables();
  const start = (): Promise<Judge> => startJudge({ problemPath, secret, dataPath });
  // The problem is loaded while it is tried out how programs can be kept alone here.
  const starting = begun(start());
  const spare = [starting];
  resources.defer(async () => {
    for (const judge of await Promise.allSettled(spare))
      if (judge.status === 'fulfilled') await judge.value[Symbol.asyncDispose]();
  });
  const sandbox = resources.use(await openMachineSandbox(options.tier));
  const first = await starting;
  const world = { judge: first, sandbox, drawNonce, clock: systemClock, problemPath };
  const problem = await describeProblem(world, signal);
  const judging = {
    startJudge: async () =>
      (await spare.pop()) ?? (await sameAs(problem, await start(), problemPath)),
    sandbox,
    problem,
    concurrency,
    clock: systemClock,
    drawNonce,
  };
  const evaluator = options.screening
    ? screeningEvaluator(judging, sandbox.recycling)
    : workloadEvaluator(judging);
  resources.defer(() => evaluator[Symbol.asyncDispose]());
  const owned = resources.move();
  return {
    problem,
    evaluator,
    tier: sandbox.tier,
    tierNotice: sandbox.notice,
    // Now that the seed program has run, it is known what runs it.
    conditions: sandbox.conditions(problem.limits),
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}
