import type { EvaluationPlan, WorkloadPart } from '../contracts/evaluator.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { Claim, RunEvent } from '../domain/event.ts';
import { hasCode } from '../domain/errors.ts';
import type { Program } from '../domain/program.ts';
import { compareRanks, rankOf } from '../domain/rank.ts';
import type { TrialSummary } from '../domain/run-state.ts';
import { timeLeftMs } from './allowance.ts';
import { claimOf } from './claim.ts';
import type { Engine } from './engine.ts';
import { programOf } from './programs.ts';
import { mapAtMost } from './settle.ts';
import { judgedAgainst } from './trial.ts';

/** How many of the best trials are measured again before one is chosen for the claim. */
const CONTENDERS = 5;

/**
 * Ends the run: re-measures the best trials on fresh workloads, confirms one claim in one paired look, opens the
 * sealed holdout once, and says why the run ended.
 *
 * @param stop Why no more trials are asked for: `budget`, or a strategy's own reason; undefined if nothing was left.
 */
export async function* conclude(
  engine: Engine,
  stop: string | undefined,
): AsyncGenerator<RunEvent, void> {
  const contenders = contendersOf(engine);
  try {
    if (!engine.options.signal.aborted && contenders.length > 0) yield* claim(engine, contenders);
  } catch (error) {
    if (!engine.evaluations.signal.aborted) {
      engine.failure = error;
      yield* giveUp(engine);
    }
  }
  const interrupted = engine.options.signal.aborted;
  await engine.write([
    {
      type: 'run.ended',
      why: interrupted ? 'interrupted' : stop === 'budget' ? 'budget' : 'strategy',
      detail: interrupted
        ? 'Stopped by the user; no claim is made'
        : (stop ?? 'Nothing left to ask'),
      wallMs: engine.elapsedMs(),
    },
  ]);
  yield* engine.drain();
}

/** Ends a run that cannot go on: says so in the log if it still can be written, then throws the reason. */
export async function* giveUp(engine: Engine): AsyncGenerator<RunEvent, never> {
  const { failure } = engine;
  const detail = failure instanceof Error ? failure.message : String(failure);
  try {
    await engine.write([{ type: 'run.ended', why: 'failed', detail, wallMs: engine.elapsedMs() }]);
  } catch (error) {
    if (!hasCode(error, 'BARBICAN_INFRA')) throw error;
  }
  yield* engine.drain();
  throw failure;
}

async function* claim(
  engine: Engine,
  contenders: readonly TrialSummary[],
): AsyncGenerator<RunEvent, void> {
  const counts = countsThatFit(engine, contenders.length);
  const draw = engine.state.confirmations;
  const selection = await measure(engine, contenders, {
    part: 'selection',
    draw,
    perRegime: counts.selection,
  });
  const ranking = [...selection.evaluationByTrial]
    .map(([trialId, evaluation]) => ({ trialId, evaluation }))
    .toSorted((a, b) => compareEvaluations(engine, a.evaluation, b.evaluation));
  const winner = contenders.find(({ id }) => id === ranking[0]?.trialId);
  if (!winner || engine.options.signal.aborted) return;
  const { seconds: evaluationSeconds } = selection;
  await engine.write([{ type: 'selection.finished', ranking, evaluationSeconds }]);
  yield* engine.drain();
  for (const part of ['confirmation', 'holdout'] as const) {
    const perRegime = part === 'holdout' ? counts.holdout : counts.selection;
    const drawn = part === 'holdout' ? engine.state.holdouts.length : draw;
    const measured = await measure(engine, [winner], { part, draw: drawn, perRegime });
    if (engine.options.signal.aborted) return;
    const made = claimFrom(engine, winner, measured);
    await engine.write([
      part === 'holdout'
        ? { type: 'holdout.opened', draw: drawn, claim: made, evaluationSeconds: measured.seconds }
        : { type: 'claim.confirmed', claim: made, evaluationSeconds: measured.seconds },
    ]);
    yield* engine.drain();
  }
}

/** The best trials of the search: valid, evaluated in full, each with a behaviour of its own. */
function contendersOf(engine: Engine): TrialSummary[] {
  return [...engine.state.trialById.values()]
    .filter(({ id, rank, sameAs }) => {
      const found = !engine.state.referenceById.has(id);
      return found && rank.status === 'valid' && sameAs === undefined;
    })
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, CONTENDERS);
}

interface Measured {
  readonly evaluationByTrial: ReadonlyMap<string, Evaluation>;
  readonly references: Readonly<Record<string, Evaluation>>;
  readonly seed: Evaluation;
  /** Sum of the evaluations' wall time, in seconds. */
  readonly seconds: number;
}

/** Measures `trials`, the seed program and the baselines on the same fresh workloads. */
async function measure(
  engine: Engine,
  trials: readonly TrialSummary[],
  where: { readonly part: WorkloadPart; readonly draw: number; readonly perRegime: number },
): Promise<Measured> {
  const { evaluator, problem, concurrency, store } = engine.options;
  const plan: EvaluationPlan = { ...where, known: new Set() };
  const programs: { readonly id: string; readonly program: Program }[] = [
    ...problem.baselines.map(({ name, program }) => ({ id: `baseline:${name}`, program })),
    { id: 'seed', program: problem.seedProgram },
    ...trials.map(({ id, programId }) => ({ id, program: programOf(store, programId) })),
  ];
  let ms = 0;
  const results = await mapAtMost(programs, concurrency, async ({ id, program }) => {
    const judged = await evaluator.evaluate(program, plan, engine.evaluations.signal);
    ms += judged.evaluateMs;
    return [id, judged.evaluation] as const;
  });
  const raw = new Map<string, Evaluation>(results);
  const references = Object.fromEntries(
    problem.baselines.flatMap(({ name }) => {
      const evaluation = raw.get(`baseline:${name}`);
      return evaluation ? [[name, evaluation] as const] : [];
    }),
  );
  const judgedById = new Map(
    [...raw].map(
      ([id, evaluation]) => [id, judgedAgainst(engine, evaluation, references)] as const,
    ),
  );
  const of = (id: string): Evaluation => {
    const evaluation = judgedById.get(id);
    if (!evaluation) throw new RangeError(`No evaluation of ${id}`);
    return evaluation;
  };
  return {
    evaluationByTrial: new Map(trials.map(({ id }) => [id, of(id)])),
    references: Object.fromEntries(
      problem.baselines.map(({ name }) => [name, of(`baseline:${name}`)]),
    ),
    seed: of('seed'),
    seconds: ms / 1000,
  };
}

function claimFrom(engine: Engine, winner: TrialSummary, measured: Measured): Claim {
  const candidate = measured.evaluationByTrial.get(winner.id);
  if (!candidate) throw new RangeError(`No evaluation of ${winner.id}`);
  const references = { ...measured.references, seed: measured.seed };
  return claimOf(engine.options.problem, { trialId: winner.id, candidate, references });
}

function compareEvaluations(engine: Engine, a: Evaluation, b: Evaluation): number {
  const { problem } = engine.options;
  return compareRanks(rankOf(problem, a), rankOf(problem, b));
}

/** Workloads per regime for each look, scaled down to the time that is left. */
function countsThatFit(
  engine: Engine,
  contenders: number,
): { readonly selection: number; readonly holdout: number } {
  const { counts, baselines } = engine.options.problem;
  const { count, ms } = engine.state.evaluated;
  const msPerWorkload = count === 0 ? 0 : ms / count / counts.search;
  const references = baselines.length + 1;
  const planned =
    (contenders + references) * counts.selection +
    (1 + references) * (counts.selection + counts.holdout);
  const share = Math.min(1, timeLeftMs(engine) / Math.max(1e-9, planned * msPerWorkload));
  return {
    selection: Math.max(2, Math.floor(counts.selection * share)),
    holdout: Math.max(2, Math.floor(counts.holdout * share)),
  };
}
