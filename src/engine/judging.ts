import type { EvaluationPlan, Judged } from '../contracts/evaluator.ts';
import { withDegrees } from '../domain/degrees.ts';
import { ContractError } from '../domain/errors.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { MetricValue } from '../domain/metric.ts';
import type { Program } from '../domain/program.ts';
import type { Trial, TrialId } from '../domain/trial.ts';
import type { Hash } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Engine } from './engine.ts';

/**
 * Has `program` judged.
 *
 * @throws {ContractError} If the evaluator gives a number that is not finite: it would fit no log and no order.
 */
export async function judge(
  { options, evaluations }: Engine,
  program: Program,
  plan: EvaluationPlan,
): Promise<Judged> {
  const judged = await options.evaluator.evaluate(program, plan, evaluations.signal);
  const { evaluation } = judged;
  if (evaluation.status === 'failed') return judged;
  checkFinite('over all workloads', evaluation.metrics);
  for (const { regime, index, values } of evaluation.perWorkload) {
    checkFinite(`on workload ${index} of regime "${regime}"`, values);
  }
  return judged;
}

function checkFinite(where: string, values: Readonly<Record<string, MetricValue>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    const numbers = typeof value === 'number' ? [value] : [value.top, value.bottom];
    if (numbers.every(Number.isFinite)) continue;
    throw new ContractError(
      `The evaluator gave ${numbers.join('/')} for metric "${name}" ${where}: it must be finite, or null where there is none`,
    );
  }
}

/** The evaluation with constraints judged against the baselines on the same workloads. */
export function judgedAgainst(
  engine: Engine,
  evaluation: Evaluation,
  references: Readonly<Record<string, Evaluation>>,
): Evaluation {
  return withDegrees(engine.options.problem, evaluation, references);
}

/** The search evaluations of the baselines, by name. */
export function searchReferences(engine: Engine): Readonly<Record<string, Evaluation>> {
  return Object.fromEntries(
    engine.options.problem.baselines.flatMap(({ name }) => {
      const trial = engine.state.referenceById.get(`baseline:${name}`);
      return trial ? [[name, trial.evaluation] as const] : [];
    }),
  );
}

/** The trials of `durable`, and those whose event is not durable yet: what is the same as one of them is not new. */
export function knownTrials(
  { arriving }: Engine,
  durable: ReadonlyMap<Hash, TrialId>,
): Pick<ReadonlyMap<Hash, TrialId>, 'get'> {
  return { get: (key) => durable.get(key) ?? arriving.get(key) };
}

/** The blob with what a program printed, or none. */
export function artifactsBlob(judged: Judged): string | undefined {
  const { stdout, stderr } = judged.artifacts;
  return stdout === '' && stderr === '' ? undefined : canonicalJson(judged.artifacts);
}

/** The length of a program's text, in characters. */
export function sizeOf(program: Program): number {
  return Object.values(program.files).reduce((sum, text) => sum + text.length, 0);
}

/** By what name a trial refers to what it was judged under. */
export function ranUnder({ options: { conditions } }: Engine): Pick<Trial, 'ranUnder'> {
  return conditions ? { ranUnder: conditions.id } : {};
}
