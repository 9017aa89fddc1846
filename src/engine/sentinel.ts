import type { EvaluationPlan, Judged } from '../contracts/evaluator.ts';
import { InfraError } from '../domain/errors.ts';
import type { Evaluation, WorkloadResult } from '../domain/evaluation.ts';
import type { Sentinel } from '../domain/event.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Engine } from './engine.ts';
import { judge } from './judging.ts';

/** After so many trials that were asked for, the seed program is judged again. */
const EVERY_TRIALS = 100;

/** Whether the seed program is to be judged again before another trial is asked for; once at a time. */
export function isSentinelDue(engine: Engine): boolean {
  const { sentinels } = engine.state;
  const since = engine.asked - (sentinels.last?.afterTrials ?? 0);
  return since >= EVERY_TRIALS && !engine.inFlight.has(SENTINEL);
}

/** Its place among the trials under way. */
export const SENTINEL = 'sentinel';

/**
 * Judges the untouched seed program again, beside the trials that are under way: whatever a program left behind, and
 * whatever became of the machine, it must give the same outputs.
 *
 * @throws {InfraError} If it gives others now, twice the same: then nothing that was judged in between can be trusted.
 */
export async function runSentinel(engine: Engine): Promise<void> {
  const afterTrials = engine.asked;
  const { problem } = engine.options;
  const expected = engine.state.referenceById.get('seed')?.evaluation;
  if (expected === undefined) throw new RangeError('The seed program has not been judged');
  const first = await judgeSeed(engine);
  let evaluateMs = first.evaluateMs;
  let verdict: Sentinel['verdict'] = 'same';
  const detail = differenceOf(problem, expected, first.evaluation) ?? '';
  if (detail !== '') {
    const second = await judgeSeed(engine);
    evaluateMs += second.evaluateMs;
    const again = differenceOf(problem, first.evaluation, second.evaluation);
    verdict = again === undefined ? 'changed' : 'unsteady';
  }
  const drift = driftOf(problem, expected, first.evaluation);
  const sentinel: Sentinel = { afterTrials, verdict, detail, drift, evaluateMs };
  await engine.journal.write([{ type: 'sentinel.finished', sentinel }]);
  if (verdict !== 'changed') return;
  throw new InfraError(
    `The seed program is judged otherwise than at the beginning, after ${afterTrials} trials: ${detail}. Either the problem's code or the machine has changed, or a program has left something behind; start a new run, and see "barbican log"`,
  );
}

function judgeSeed(engine: Engine): Promise<Judged> {
  const { seedProgram, counts } = engine.options.problem;
  const plan: EvaluationPlan = {
    part: 'search',
    draw: 0,
    perRegime: counts.search,
    known: new Set(),
  };
  return judge(engine, seedProgram, plan);
}

/** What follows from the outputs alone and is not the same; undefined if all is. */
function differenceOf(
  { metrics, objectives }: ProblemDescription,
  a: Evaluation,
  b: Evaluation,
): string | undefined {
  if (a.status !== 'valid' || b.status !== 'valid') {
    return a.status === b.status ? undefined : `${a.status} before, ${b.status} now`;
  }
  const names = metrics.filter(({ readsUsage }) => !readsUsage).map(({ name }) => name);
  const valuesOf = ({ values }: WorkloadResult): string =>
    canonicalJson(Object.fromEntries(names.map((name) => [name, values[name] ?? null])));
  for (const [i, before] of a.perWorkload.entries()) {
    const now = b.perWorkload[i];
    const [was, is] = [valuesOf(before), now === undefined ? 'nothing' : valuesOf(now)];
    if (was !== is) return `${was} became ${is} in "${before.regime}", workload ${before.index}`;
  }
  // A signature of noisy objectives is another each time.
  const steady = objectives.metrics.every((name) => names.includes(name));
  return steady && a.signature !== b.signature ? 'its outputs are others' : undefined;
}

function driftOf(
  { metrics }: ProblemDescription,
  before: Evaluation,
  now: Evaluation,
): Record<string, number> {
  if (before.status !== 'valid' || now.status !== 'valid') return {};
  const shares = metrics
    .filter(({ readsUsage }) => readsUsage)
    .flatMap(({ name }) => {
      const [was, is] = [before.metrics[name], now.metrics[name]];
      return typeof was === 'number' && was > 0 && typeof is === 'number'
        ? [[name, is / was] as const]
        : [];
    });
  return Object.fromEntries(shares);
}
