/** The three looks at fresh workloads that end a run. */
import type { WorkloadPart } from '../contracts/evaluator.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { RunEventBody } from '../domain/event.ts';
import type { Program } from '../domain/program.ts';
import { compareRanks, rankOf } from '../domain/rank.ts';
import type { TrialSummary } from '../domain/run-state.ts';
import type { TrialId } from '../domain/trial.ts';
import { timeLeftMs } from './allowance.ts';
import { claimOf } from './claim.ts';
import type { Engine } from './engine.ts';
import { judge, judgedAgainst } from './judging.ts';
import { programOf } from './programs.ts';
import { mapAtMost } from './settle.ts';

/** How many of the best trials are measured again before one is chosen for the claim. */
const CONTENDERS = 5;
/** An interval needs two workloads. */
const FEWEST_PER_REGIME = 2;

/** Measures the best trials on fresh workloads and ranks them; undefined if the search found none. */
export async function selectWinner(engine: Engine): Promise<RunEventBody | undefined> {
  const contenders = contendersOf(engine).map(({ id }) => id);
  if (contenders.length === 0) return undefined;
  const { selection, holdout } = engine.options.problem.counts;
  const trials = contenders.length;
  const measured = await measure(engine, contenders, {
    part: 'selection',
    draw: engine.state.confirmations,
    perRegime: perRegimeThatFits(engine, [
      { trials, perRegime: selection },
      { trials: 1, perRegime: selection },
      { trials: 1, perRegime: holdout },
    ]),
  });
  const { problem } = engine.options;
  const ranking = contenders
    .map((trialId) => ({ trialId, evaluation: evaluationIn(measured, trialId) }))
    .map((entry) => ({ entry, rank: rankOf(problem, entry.evaluation) }))
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .map(({ entry }) => entry);
  return { type: 'selection.finished', ranking, evaluationSeconds: measured.seconds };
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
function contendersOf(engine: Engine): TrialSummary[] {
  const best: TrialSummary[] = [];
  for (const trial of engine.state.trialById.values()) {
    const found = !engine.state.referenceById.has(trial.id) && trial.sameAs === undefined;
    if (!found || trial.rank.status !== 'valid') continue;
    const at = best.findIndex((other) => compareRanks(trial.rank, other.rank) < 0);
    best.splice(at === -1 ? best.length : at, 0, trial);
    if (best.length > CONTENDERS) best.pop();
  }
  return best;
}

interface Measured {
  /** The trials, the seed program as `seed` and baselines as `baseline:<name>`. */
  readonly evaluationById: ReadonlyMap<string, Evaluation>;
  /** Sum of the evaluations' wall time, in seconds. */
  readonly seconds: number;
}

/** Measures `trials`, the seed program and the baselines on the same fresh workloads. */
async function measure(
  engine: Engine,
  trials: readonly TrialId[],
  where: { readonly part: WorkloadPart; readonly draw: number; readonly perRegime: number },
): Promise<Measured> {
  const { problem, concurrency, store } = engine.options;
  const programs: { readonly id: string; readonly program: Program }[] = [
    ...problem.baselines.map(({ name, program }) => ({ id: `baseline:${name}`, program })),
    { id: 'seed', program: problem.seedProgram },
    ...trials.map((id) => {
      const { programId = '' } = engine.state.trialById.get(id) ?? {};
      return { id, program: programOf(store, programId) };
    }),
  ];
  const limits = { limit: concurrency, others: engine.evaluations };
  const judged = await mapAtMost(programs, limits, async ({ id, program }) => ({
    id,
    ...(await judge(engine, program, { ...where, known: new Set() })),
  }));
  const raw = new Map(judged.map(({ id, evaluation }) => [id, evaluation]));
  const baselines = Object.fromEntries(
    problem.baselines.flatMap(({ name }) => {
      const evaluation = raw.get(`baseline:${name}`);
      return evaluation ? [[name, evaluation]] : [];
    }),
  );
  return {
    evaluationById: new Map(
      [...raw].map(([id, evaluation]) => [id, judgedAgainst(engine, evaluation, baselines)]),
    ),
    seconds: judged.reduce((sum, { evaluateMs }) => sum + evaluateMs, 0) / 1000,
  };
}

function evaluationIn({ evaluationById }: Measured, id: string): Evaluation {
  const evaluation = evaluationById.get(id);
  if (!evaluation) throw new RangeError(`No evaluation of ${id}`);
  return evaluation;
}

function claimFrom(
  { options }: Engine,
  trialId: TrialId,
  measured: Measured,
): ReturnType<typeof claimOf> {
  const { problem } = options;
  return claimOf(problem, {
    trialId,
    candidate: evaluationIn(measured, trialId),
    references: {
      ...Object.fromEntries(
        problem.baselines.map(({ name }) => [name, evaluationIn(measured, `baseline:${name}`)]),
      ),
      seed: evaluationIn(measured, 'seed'),
    },
  });
}

/**
 * Workloads per regime for the first of the looks that are still to be made.
 *
 * All of them are scaled down by the same share if the time that is left is too short for them.
 */
function perRegimeThatFits(engine: Engine, looks: readonly [Look, ...Look[]]): number {
  const { counts, baselines } = engine.options.problem;
  const { count, ms } = engine.state.evaluated;
  const msPerWorkload = count === 0 ? 0 : ms / count / counts.search;
  const references = baselines.length + 1;
  const planned = looks.reduce(
    (sum, { trials, perRegime }) => sum + (trials + references) * perRegime,
    0,
  );
  const share = Math.min(1, timeLeftMs(engine) / Math.max(1e-9, planned * msPerWorkload));
  return Math.max(FEWEST_PER_REGIME, Math.floor(looks[0].perRegime * share));
}

/** How many trials one look is at, beside the references, and at how many workloads of each regime. */
interface Look {
  readonly trials: number;
  readonly perRegime: number;
}
