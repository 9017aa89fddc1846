import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../lib/clock.ts';
import { createRng } from '../../lib/rng.ts';
import type { Survey } from '../judge-protocol.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import type { LoadedProblem, Regime } from './problem.ts';
import { isMember } from './space.ts';
import type { WorkloadSource } from './workload-source.ts';

/**
 * Looks at the workloads alone: draws every regime, generates each search workload twice, counts overlaps.
 *
 * @throws {ProblemError} If a regime is empty or `generate` is not pure.
 */
export function survey(
  problem: LoadedProblem,
  source: WorkloadSource,
  looking: Looking,
): Pick<Survey, 'regimes'> {
  return {
    regimes: problem.regimes.map((regime) => surveyRegime(problem, source, regime, looking)),
  };
}

/** How the workloads are looked at. */
interface Looking {
  /** Draws per regime for the overlaps. */
  readonly samples: number;
  readonly clock: Clock;
  /** Says which workload is made next. */
  readonly progress: (regime: string, index: number) => void;
}

function surveyRegime(
  problem: LoadedProblem,
  source: WorkloadSource,
  regime: Regime,
  { samples, clock, progress }: Looking,
): Survey['regimes'][number] {
  const { name, slow } = regime;
  const rng = createRng(`survey/${name}`);
  const draws = Array.from({ length: samples }, (_, i) => source.params(name, rng.fork(String(i))));
  const overlaps: Record<string, number> = {};
  for (const other of problem.regimes.filter((one) => one !== regime)) {
    const members = draws.filter((params) =>
      Object.entries(other.region).every(([key, space]) => isMember(params[key] ?? '', space)),
    );
    if (members.length > 0) overlaps[other.name] = members.length / samples;
  }
  let characters = 0;
  let generateMs = 0;
  for (let index = 0; index < problem.counts.search; index++) {
    const id = { part: 'search', draw: 0, regime: name, index } as const;
    progress(name, index);
    const startMs = clock.monotonicMs();
    const first = source.fresh(id);
    generateMs += clock.monotonicMs() - startMs;
    checkPure(problem, name, first.value, source.fresh(id).value);
    characters += JSON.stringify(first.value)?.length ?? 0;
  }
  const count = problem.counts.search;
  return {
    name,
    slow,
    overlaps,
    workloadCharacters: characters / count,
    generateMs: generateMs / count,
  };
}

function checkPure(problem: LoadedProblem, regime: string, first: unknown, second: unknown): void {
  if (isDeepStrictEqual(first, second)) return;
  throw new ProblemError({
    file: problem.file,
    key: 'workloads.generate',
    value: shown(differing(first, second)),
    message: `is not pure: it gave two different workloads for the same parameters and chance in the regime "${regime}"`,
    hint: 'take all chance from `rng`, and use no clock and no state outside',
  });
}

/** The smallest part that differs, with its path. */
function differing(first: unknown, second: unknown): unknown {
  if (
    typeof first !== 'object' ||
    typeof second !== 'object' ||
    first === null ||
    second === null
  ) {
    return { first, second };
  }
  const others = new Map<string, unknown>(Object.entries(second));
  for (const [key, value] of Object.entries(first)) {
    if (!isDeepStrictEqual(value, others.get(key)))
      return { [key]: differing(value, others.get(key)) };
  }
  return { first, second };
}
