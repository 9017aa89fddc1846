import type { WorkloadPart } from '../../contracts/evaluator.ts';
import type { ParamValue } from '../../domain/language/space.ts';
import { hashOf } from '../../lib/hash.ts';
import { createRng, type Rng } from '../../lib/rng.ts';
import { errorText, placeIn } from './error-place.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import { type DataStore, dataStore } from './data/data-store.ts';
import type { Generate } from './definition.ts';
import { deepFreeze } from './plain.ts';
import type { LoadedProblem, Regime } from './problem.ts';
import { sample } from './space.ts';

/** Draws per workload before a regime counts as empty. */
const TRIES = 10_000;
/** Characters of workloads, as JSON, that are kept. */
const KEPT_CHARACTERS = 128 * 2 ** 20;

/** Which workload: a pure function of these and the run's secret. */
export interface WorkloadId {
  readonly part: WorkloadPart;
  readonly draw: number;
  readonly regime: string;
  readonly index: number;
}

/** One workload, frozen, with its own stream of chance. */
export interface Workload {
  readonly id: WorkloadId;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly value: unknown;
  readonly rng: Rng;
}

/** Makes workloads. */
export interface WorkloadSource {
  /** @throws {ProblemError} If the regime is empty or `generate` fails. */
  get(id: WorkloadId): Workload;
  /** Whether `get` has it at hand and need not make it. */
  has(id: WorkloadId): boolean;
  /** The same workload, made anew. */
  fresh(id: WorkloadId): Workload;
  /** Parameters of one draw of a regime, for a survey. @throws {ProblemError} If the regime is empty. */
  params(regime: string, rng: Rng): Readonly<Record<string, ParamValue>>;
}

/** Workloads from a run's secret, and real inputs if there are any. They are kept while there is room, as every program gets the same. */
export function workloadSource(
  problem: LoadedProblem,
  secret: string,
  data: DataStore = dataStore([], problem),
): WorkloadSource {
  const kept = new Map<string, Workload>();
  let free = KEPT_CHARACTERS;
  const fresh = (id: WorkloadId): Workload => {
    // Hashed, so that nothing that is logged tells of the secret.
    const origin = hashOf(`barbican workload\n${secret}\n${id.part}\n${id.draw}`);
    const rng = createRng(origin).fork(`${id.regime}/${id.index}`);
    const params = deepFreeze(
      drawParams(problem, regimeNamed(problem, id.regime), rng.fork('params')),
    );
    return {
      id,
      params,
      value: deepFreeze(
        generate(problem, id, { params, rng: rng.fork('generate'), data: data.of(id.part) }),
      ),
      rng,
    };
  };
  return {
    fresh,
    params: (regime, rng) => drawParams(problem, regimeNamed(problem, regime), rng),
    has: (id) => kept.has(keyOf(id)),
    get(id) {
      const key = keyOf(id);
      const known = kept.get(key);
      if (known) return known;
      const made = fresh(id);
      const size = JSON.stringify(made.value)?.length ?? 0;
      if (size <= free) {
        free -= size;
        kept.set(key, made);
      }
      return made;
    },
  };
}

function keyOf({ part, draw, regime, index }: WorkloadId): string {
  return `${part}/${draw}/${regime}/${index}`;
}

function regimeNamed(problem: LoadedProblem, name: string): Regime {
  const regime = problem.regimes.find((candidate) => candidate.name === name);
  if (!regime) throw new Error(`There is no regime "${name}"`);
  return regime;
}

/** By rejection: a regime is sampled directly, only `where` rejects. */
function drawParams(problem: LoadedProblem, regime: Regime, rng: Rng): Record<string, ParamValue> {
  const rejections = new Map<string, number>();
  for (let i = 0; i < TRIES; i++) {
    const attempt = rng.fork(String(i));
    const params: Record<string, ParamValue> = {};
    for (const [name, space] of Object.entries(regime.region))
      params[name] = sample(space, attempt.fork(name));
    const broken = problem.where.find(
      ([condition, holds]) => !meets(problem, condition, holds, params),
    );
    if (!broken) return params;
    rejections.set(broken[0], (rejections.get(broken[0]) ?? 0) + 1);
  }
  const [condition = '', times = 0] = [...rejections].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  throw new ProblemError({
    file: problem.file,
    key: `workloads.where.${condition}`,
    message: `leaves the regime "${regime.name}" empty: none of ${TRIES} draws met every condition, this one rejected ${times}`,
    hint: 'narrow the regime (or typical) to where the condition can hold, or loosen the condition',
  });
}

function meets(
  problem: LoadedProblem,
  condition: string,
  holds: (params: object) => unknown,
  params: object,
): boolean {
  let verdict: unknown;
  try {
    verdict = holds(params);
  } catch (error) {
    throw new ProblemError(
      {
        file: placeIn(problem, error),
        key: `workloads.where.${condition}`,
        message: `threw ${errorText(error)} on ${shown(params)}`,
        hint: 'it must be true or false for every choice of parameters',
      },
      { cause: error },
    );
  }
  if (typeof verdict === 'boolean') return verdict;
  throw new ProblemError({
    file: problem.file,
    key: `workloads.where.${condition}`,
    value: shown(verdict),
    message: 'must give true or false',
  });
}

function generate(problem: LoadedProblem, id: WorkloadId, given: Parameters<Generate>[0]): unknown {
  const at = { key: 'workloads.generate' };
  let value: unknown;
  try {
    value = problem.generate(given);
  } catch (error) {
    // What is wrong with the data says so itself.
    if (error instanceof ProblemError) throw error;
    const message = `threw ${errorText(error)} in the regime "${id.regime}" for ${shown(given.params)}`;
    throw new ProblemError({ file: placeIn(problem, error), ...at, message }, { cause: error });
  }
  if (value !== undefined && !(value instanceof Promise)) return value;
  throw new ProblemError({
    file: problem.file,
    ...at,
    value: value === undefined ? 'undefined' : 'a promise',
    message: 'must give a workload',
    hint: 'return plain data, without async',
  });
}
