import type { EvaluationPlan, Judged } from '../../contracts/evaluator.ts';
import type { Sandbox } from '../../contracts/sandbox.ts';
import { metricsOfRegime, metricsOverall } from '../../domain/aggregate.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { calibrate } from '../calibrate.ts';
import { described, examineProgram, type ProblemWorld } from '../describe-problem.ts';
import type { Judge } from '../judge.ts';
import type { Examination, Statement, Survey } from '../judge-protocol.ts';
import { ProblemError } from '../problem-fault.ts';
import { workloadEvaluator } from '../workload.ts';
import { boundReports } from './bounds.ts';
import type { Examined } from './examined.ts';
import { floorReports } from './floors.ts';
import { noiseReports, visibleEffect } from './noise.ts';
import type { CheckReport, ClockReport, ProgramReport } from './report.ts';

/** Draws per regime from which overlaps are estimated. */
const SURVEY_DRAWS = 1_000;

/** What {@link checkProblem} needs. */
export interface CheckProblemOptions {
  /** Name of the problem file for messages. */
  readonly problemPath: string;
  /** Starts a judge with the problem loaded. */
  readonly startJudge: () => Promise<Judge>;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly drawNonce: () => string;
  /** Evaluations that a run would do at the same time. */
  readonly concurrency: number;
}

/**
 * Holds a problem to what it promises, and measures what a person should know before a search.
 *
 * @throws {ConfigError} For the first thing that is wrong: what, where, and what would be right.
 */
export async function checkProblem(
  options: CheckProblemOptions,
  signal: AbortSignal,
): Promise<CheckReport> {
  await using judge = await options.startJudge();
  const world: ProblemWorld = { ...options, judge };
  const survey = await judge.survey(SURVEY_DRAWS);
  const statement = await judge.describe();
  const examined = await examineOwn(world, statement, signal);
  const [seed, ...baselines] = examined;
  if (!seed) throw new Error('The seed program was not examined');
  refuseBrokenRelations(options.problemPath, seed.examination);
  const problem = described(statement, seed.examination);
  const twice = await judgeTwice(options, problem, signal);
  const noopUs = await calibrate(judge, { ...options, problem }, signal);
  return {
    problem,
    tier: options.sandbox.tier,
    regimes: regimeReports(problem, survey, seed, baselines),
    data: survey.data,
    programs: examined.map((program) => programReport(problem, program)),
    floors: floorReports(problem, seed, baselines),
    noise: noiseReports(problem, twice),
    clock: clockReports(problem, seed.examination, noopUs),
    speed: speedReport(options, problem, seed.examination, twice),
    bounds: boundReports(problem, examined),
    relations: problem.relations,
    outsideOnly: [
      ...new Set(
        examined.flatMap(({ examination }) => examination.seen.flatMap((seen) => seen.outsideOnly)),
      ),
    ],
  };
}

/** The problem's own programs on the search workloads: the seed program first, which also tries the relations. */
async function examineOwn(
  world: ProblemWorld,
  statement: Statement,
  signal: AbortSignal,
): Promise<Examined[]> {
  const own = [
    { name: 'seed', key: 'program.seed', program: statement.seedProgram },
    ...statement.baselines.map(({ name, program }) => ({
      name,
      key: `baselines.${name}`,
      program,
    })),
  ];
  const examined: Examined[] = [];
  for (const { name, key, program } of own) {
    const relations = name === 'seed';
    const { examination, evaluation } = await examineProgram(
      world,
      { statement, program, key, perRegime: statement.counts.search, relations },
      signal,
    );
    if (evaluation.status === 'failed')
      throw new ConfigError(`${world.problemPath}: ${key}: ${evaluation.failure.detail}`);
    examined.push({ name, examination, perWorkload: evaluation.perWorkload });
  }
  return examined;
}

function refuseBrokenRelations(file: string, { seen }: Examination): void {
  for (const { regime, index, relations } of seen) {
    const [broken] = relations;
    if (!broken) continue;
    const { relation, metric, before, after, within } = broken;
    throw new ProblemError({
      file,
      key: `relations.${relation}`,
      message: `the seed program breaks it: ${metric} goes from ${before} to ${after} in the regime "${regime}", workload ${index}, more than ${100 * within} %`,
      hint: 'widen `within`, or mend the relation or the seed program',
    });
  }
}

/** The seed program judged twice in fresh processes. */
async function judgeTwice(
  { startJudge, sandbox, clock, drawNonce }: CheckProblemOptions,
  problem: ProblemDescription,
  signal: AbortSignal,
): Promise<readonly [Judged, Judged]> {
  await using evaluator = workloadEvaluator({
    startJudge,
    sandbox,
    problem,
    concurrency: 1,
    clock,
    drawNonce,
  });
  const plan: EvaluationPlan = {
    part: 'search',
    draw: 0,
    perRegime: problem.counts.search,
    known: new Set(),
  };
  // The first fills the judge's store of workloads, as in a run; it is not timed.
  await evaluator.evaluate(problem.seedProgram, plan, signal);
  const first = await evaluator.evaluate(problem.seedProgram, plan, signal);
  return [first, await evaluator.evaluate(problem.seedProgram, plan, signal)];
}

function regimeReports(
  problem: ProblemDescription,
  survey: Survey,
  seed: Examined,
  baselines: readonly Examined[],
): CheckReport['regimes'] {
  return survey.regimes.map((regime) => ({
    ...regime,
    workloads: problem.counts,
    visibleEffect: visibleEffect(problem, regime.name, seed, baselines),
  }));
}

function programReport(
  problem: ProblemDescription,
  { name, perWorkload }: Examined,
): ProgramReport {
  const byRegime = problem.regimes.map(
    (regime) => [regime.name, metricsOfRegime(problem, perWorkload, regime.name)] as const,
  );
  return {
    name,
    overall: metricsOverall(problem, perWorkload),
    byRegime: Object.fromEntries(byRegime),
  };
}

function clockReports(
  problem: ProblemDescription,
  { seen }: Examination,
  noopUs: number,
): ClockReport[] {
  const calls = seen.reduce((sum, one) => sum + one.calls, 0);
  const grossUs = (1000 * seen.reduce((sum, one) => sum + one.wallMs, 0)) / Math.max(1, calls);
  const callUs = Math.max(0, grossUs - noopUs);
  return problem.metrics
    .filter((metric) => metric.readsWall)
    .map((metric) => ({ metric: metric.name, callUs, noopUs, drowned: callUs < noopUs }));
}

function speedReport(
  options: CheckProblemOptions,
  problem: ProblemDescription,
  { seen }: Examination,
  twice: readonly [Judged, Judged],
): CheckReport['speed'] {
  const concurrency = problem.metrics.some((metric) => metric.readsWall) ? 1 : options.concurrency;
  const evaluateMs = (twice[0].evaluateMs + twice[1].evaluateMs) / 2;
  const workloads = Math.max(1, seen.length);
  return {
    callsPerWorkload: seen.reduce((sum, one) => sum + one.calls, 0) / workloads,
    instancesPerWorkload: seen.reduce((sum, one) => sum + (one.instances ?? 0), 0) / workloads,
    evaluateMs,
    concurrency,
    trialsPerMinute: (concurrency * 60_000) / evaluateMs,
  };
}
