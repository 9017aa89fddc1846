/** The three looks at fresh workloads that end a run. */
import type { Judged, WorkloadPart } from '../contracts/evaluator.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { RunEventBody } from '../domain/event.ts';
import type { Program } from '../domain/program.ts';
import { compareRanks, type Rank, rankOf } from '../domain/rank.ts';
import type { TrialSummary } from '../domain/run-state.ts';
import type { TrialId } from '../domain/trial.ts';
import { timeLeftMs } from './allowance.ts';
import { isBanned } from './choose.ts';
import { claimOf } from './claim.ts';
import type { Engine } from './engine.ts';
import { judge, judgedAgainst } from './judging.ts';
import { programOf } from './programs.ts';
import { mapAtMost } from './settle.ts';

/** How many of the best trials are measured again at a time before one is chosen for the claim. */
const CONTENDERS = 5;
/** How many times the next best are measured too, as none before them keeps the constraints. */
const ROUNDS = 4;
/** How often what is claimed is asked everything. */
const ASKED = 2;
/** An interval needs two workloads. */
const FEWEST_PER_REGIME = 2;

/**
 * Measures the best trials on fresh workloads and ranks them; undefined if the search found none.
 *
 * If none of them keeps the constraints there, the next best follow: among many programs, the best on a few workloads
 * are those that were lucky with the rules.
 */
export async function selectWinner(engine: Engine): Promise<RunEventBody | undefined> {
  const contenders = contendersOf(engine, ROUNDS * CONTENDERS).map(({ id }) => id);
  if (contenders.length === 0) return undefined;
  const { problem } = engine.options;
  const perRegime = perRegimeOfSelection(engine, Math.min(CONTENDERS, contenders.length));
  const look = { part: 'selection', draw: engine.state.confirmations, perRegime } as const;
  let judged: JudgedById = new Map();
  let ranking: Ranked[] = [];
  while (ranking.length < contenders.length && !ranking.some(isFeasible)) {
    const next = contenders.slice(ranking.length, ranking.length + CONTENDERS);
    const isFirst = ranking.length === 0;
    if (!isFirst && !fitsInTime(engine, ASKED * next.length * perRegime)) break;
    const programs = next.map((id) => trialProgram(engine, id));
    const others = isFirst ? baselinePrograms(engine) : [];
    judged = new Map([
      ...judged,
      ...(await measurePrograms(engine, [...others, ...programs], look)),
    ]);
    const evaluationById = evaluationsOf(engine, judged);
    const more = next.map((trialId) => {
      const evaluation = evaluationIn(evaluationById, trialId);
      return { trialId, evaluation, rank: rankOf(problem, evaluation) };
    });
    ranking = [...ranking, ...more];
  }
  return {
    type: 'selection.finished',
    ranking: ranking
      .toSorted((x, y) => compareRanks(x.rank, y.rank))
      .map(({ trialId, evaluation }) => ({ trialId, evaluation })),
    evaluationSeconds: secondsOf(judged),
  };
}

interface Ranked {
  readonly trialId: TrialId;
  readonly evaluation: Evaluation;
  readonly rank: Rank;
}

function isFeasible({ rank }: Ranked): boolean {
  return rank.status === 'valid' && rank.violation === 0;
}

function perRegimeOfSelection(engine: Engine, trials: number): number {
  const { selection, holdout } = engine.options.problem.counts;
  return perRegimeThatFits(engine, [
    { trials, perRegime: selection },
    { trials: 1, perRegime: selection },
    { trials: 1, perRegime: holdout },
  ]);
}

/** Measures the winner beside the references on workloads that nothing has touched, and states the claim. */
export async function confirmWinner(engine: Engine): Promise<RunEventBody | undefined> {
  const { selection, holdout } = engine.options.problem.counts;
  const winner = winnerOf(engine);
  const measured = await measure(engine, [winner], {
    part: 'confirmation',
    draw: engine.state.confirmations,
    perRegime: perRegimeThatFits(engine, [
      { trials: 1, perRegime: selection },
      { trials: 1, perRegime: holdout },
    ]),
  });
  const claim = claimFrom(engine, winner, measured);
  return { type: 'claim.confirmed', claim, evaluationSeconds: measured.seconds };
}

/** The same on the sealed holdout. */
export async function openHoldout(engine: Engine): Promise<RunEventBody | undefined> {
  const { holdout } = engine.options.problem.counts;
  const winner = winnerOf(engine);
  const draw = engine.state.holdouts.length;
  const measured = await measure(engine, [winner], {
    part: 'holdout',
    draw,
    perRegime: perRegimeThatFits(engine, [{ trials: 1, perRegime: holdout }]),
  });
  const claim = claimFrom(engine, winner, measured);
  return { type: 'holdout.opened', draw, claim, evaluationSeconds: measured.seconds };
}

function winnerOf(engine: Engine): TrialId {
  const winner = engine.state.selection?.ranking[0]?.trialId;
  if (winner === undefined) throw new RangeError('No winner was selected');
  return winner;
}

/** The best trials of the search: valid, evaluated in full, each with a behaviour of its own. */
function contendersOf(engine: Engine, most: number): TrialSummary[] {
  const best: TrialSummary[] = [];
  for (const trial of engine.state.trialById.values()) {
    const found = !engine.state.referenceById.has(trial.id) && trial.sameAs === undefined;
    if (!found || trial.rank.status !== 'valid' || trial.screened) continue;
    if (isBanned(engine, trial.id)) continue;
    const at = best.findIndex((other) => compareRanks(trial.rank, other.rank) < 0);
    best.splice(at === -1 ? best.length : at, 0, trial);
    if (best.length > most) best.pop();
  }
  return best;
}

interface Measured {
  /** The trials, the seed program as `seed` and baselines as `baseline:<name>`. */
  readonly evaluationById: ReadonlyMap<string, Evaluation>;
  /** Sum of the evaluations' wall time, in seconds. */
  readonly seconds: number;
}

interface LookAt {
  readonly part: WorkloadPart;
  readonly draw: number;
  readonly perRegime: number;
}

interface NamedProgram {
  readonly id: string;
  readonly program: Program;
}

type JudgedById = ReadonlyMap<string, Judged>;

/** Measures `trials`, the seed program and the baselines on the same fresh workloads. */
async function measure(
  engine: Engine,
  trials: readonly TrialId[],
  look: LookAt,
): Promise<Measured> {
  const programs = [
    ...baselinePrograms(engine),
    { id: 'seed', program: engine.options.problem.seedProgram },
    ...trials.map((id) => trialProgram(engine, id)),
  ];
  const judged = await measurePrograms(engine, programs, look);
  return { evaluationById: evaluationsOf(engine, judged), seconds: secondsOf(judged) };
}

function trialProgram({ state, options }: Engine, id: TrialId): NamedProgram {
  const { programId = '' } = state.trialById.get(id) ?? {};
  return { id, program: programOf(options.store, programId) };
}

/** The baselines as `baseline:<name>`. */
function baselinePrograms({ options }: Engine): NamedProgram[] {
  return options.problem.baselines.map(({ name, program }) => ({
    id: `baseline:${name}`,
    program,
  }));
}

async function measurePrograms(
  engine: Engine,
  programs: readonly NamedProgram[],
  look: LookAt,
): Promise<JudgedById> {
  const limits = { limit: engine.options.concurrency, others: engine.evaluations };
  const plan = { ...look, known: new Set<string>() };
  const judged = await mapAtMost(programs, limits, async ({ id, program }) => {
    // What is claimed is asked everything twice; the references were when the run began.
    const audit = !engine.state.referenceById.has(id);
    return [id, await judge(engine, program, { ...plan, audit })] as const;
  });
  return new Map(judged);
}

/** The evaluations of `judged`, with constraints judged against the baselines among them. */
function evaluationsOf(engine: Engine, judged: JudgedById): ReadonlyMap<string, Evaluation> {
  const references = Object.fromEntries(
    engine.options.problem.baselines.flatMap(({ name }) => {
      const reference = judged.get(`baseline:${name}`);
      return reference ? [[name, reference.evaluation]] : [];
    }),
  );
  return new Map(
    [...judged].map(([id, { evaluation }]) => [id, judgedAgainst(engine, evaluation, references)]),
  );
}

function secondsOf(judged: JudgedById): number {
  return [...judged.values()].reduce((sum, { evaluateMs }) => sum + evaluateMs, 0) / 1000;
}

function evaluationIn(evaluationById: Measured['evaluationById'], id: string): Evaluation {
  const evaluation = evaluationById.get(id);
  if (!evaluation) throw new RangeError(`No evaluation of ${id}`);
  return evaluation;
}

function claimFrom(
  { options }: Engine,
  trialId: TrialId,
  { evaluationById }: Measured,
): ReturnType<typeof claimOf> {
  const { problem } = options;
  return claimOf(problem, {
    trialId,
    candidate: evaluationIn(evaluationById, trialId),
    references: {
      ...Object.fromEntries(
        problem.baselines.map(({ name }) => [
          name,
          evaluationIn(evaluationById, `baseline:${name}`),
        ]),
      ),
      seed: evaluationIn(evaluationById, 'seed'),
    },
  });
}

/**
 * Workloads per regime for the first of the looks that are still to be made.
 *
 * All of them are scaled down by the same share if the time that is left is too short for them.
 */
function perRegimeThatFits(engine: Engine, looks: readonly [Look, ...Look[]]): number {
  const { baselines } = engine.options.problem;
  const references = baselines.length + 1;
  const planned = looks.reduce(
    (sum, { trials, perRegime }) => sum + (ASKED * trials + references) * perRegime,
    0,
  );
  const share = Math.min(1, timeLeftMs(engine) / Math.max(1e-9, planned * msPerWorkload(engine)));
  return Math.max(FEWEST_PER_REGIME, Math.floor(looks[0].perRegime * share));
}

/** Whether so many workloads of each regime, beside the looks that follow, are likely to fit in the time left. */
function fitsInTime(engine: Engine, workloads: number): boolean {
  const { selection, holdout } = engine.options.problem.counts;
  const references = engine.options.problem.baselines.length + 1;
  const planned = workloads + (1 + references) * (selection + holdout);
  return planned * msPerWorkload(engine) <= timeLeftMs(engine);
}

/** Expected time of one workload of each regime, in milliseconds. */
function msPerWorkload({ state, options }: Engine): number {
  const { count, ms } = state.evaluated;
  return count === 0 ? 0 : ms / count / options.problem.counts.search;
}

/** How many trials one look is at, beside the references, and at how many workloads of each regime. */
interface Look {
  readonly trials: number;
  readonly perRegime: number;
}
