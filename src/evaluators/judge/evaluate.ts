import type { WorkloadResult } from '../../domain/evaluation.ts';
import { hashOf } from '../../lib/hash.ts';
import { canonicalJson } from '../../lib/json.ts';
import type { Whereabouts } from '../judge.ts';
import type { Outcome, Seen } from '../judge-protocol.ts';
import type { Violation } from '../../domain/evaluation.ts';
import type { ProblemFault } from '../problem-fault.ts';
import { type Conducted, conduct, type Conducting } from './conduct.ts';
import { examineOutput, type Finding } from './measure.ts';
import type { LoadedProblem } from './problem.ts';
import type { Workload, WorkloadId, WorkloadSource } from './workload-source.ts';

/** What {@link evaluate} needs. */
export interface Evaluating extends Conducting {
  readonly source: WorkloadSource;
  readonly plan: Pick<WorkloadId, 'part' | 'draw'> & { readonly perRegime: number };
  /** Says which workload is next, before it is made and before the program is judged on it. */
  readonly progress: (where: Whereabouts) => void;
  /** Asks whether to go on after the first rung. */
  readonly probe: (signature: string) => Promise<boolean>;
  /** Looks closer at a workload that was conducted. */
  readonly examine?: (workload: Workload, conducted: Done, finding: Finding) => Promise<Seen>;
}

/** A workload that was conducted to its end. */
export type Done = Extract<Conducted, { kind: 'done' }>;

/** Conducts a program over its workloads: one of each regime first, then the rest if nothing speaks against it. */
export async function evaluate(
  evaluating: Evaluating,
): Promise<{ outcome: Outcome; seen: readonly Seen[] }> {
  const { problem, plan } = evaluating;
  const rounds = new Rounds(evaluating);
  const firstRung = problem.regimes.map(({ name }) => ({ regime: name, index: 0 }));
  const rest = problem.regimes.flatMap(({ name }) =>
    Array.from({ length: plan.perRegime - 1 }, (_, i) => ({ regime: name, index: i + 1 })),
  );
  const stopped = await rounds.run(firstRung, false);
  if (stopped) return { outcome: stopped, seen: rounds.seen };
  const signature = hashOf(canonicalJson(rounds.replies));
  if (rest.length === 0 || rounds.violations.length > 0)
    return { outcome: rounds.finished(signature, rest.length > 0), seen: rounds.seen };
  const go = await evaluating.probe(signature);
  if (go) {
    const late = await rounds.run(rest, true);
    if (late) return { outcome: late, seen: rounds.seen };
  }
  return { outcome: rounds.finished(signature, !go), seen: rounds.seen };
}

/** What has been found so far. */
class Rounds {
  readonly #evaluating: Evaluating;
  readonly #results: WorkloadResult[] = [];
  readonly violations: Violation[] = [];
  readonly #defects: ProblemFault[] = [];
  readonly replies: (readonly unknown[])[] = [];
  readonly seen: Seen[] = [];

  constructor(evaluating: Evaluating) {
    this.#evaluating = evaluating;
  }

  /**
   * Conducts workloads until one fails.
   *
   * @param strict Whether an output that does not count ends it too.
   */
  async run(
    workloads: readonly { readonly regime: string; readonly index: number }[],
    strict: boolean,
  ): Promise<Outcome | undefined> {
    for (const { regime, index } of workloads) {
      const { source, plan } = this.#evaluating;
      const id = { part: plan.part, draw: plan.draw, regime, index };
      if (!source.has(id)) this.#evaluating.progress({ regime, index, step: 'generate' });
      const workload = source.get(id);
      this.#evaluating.progress({ regime, index, step: 'judge' });
      const conducted = await conduct(this.#evaluating, workload);
      const stopped = await this.#note(workload, conducted);
      if (stopped) return stopped;
      if (strict && this.violations.length > 0) return undefined;
    }
    return undefined;
  }

  finished(signature: string, partial: boolean): Outcome {
    return {
      kind: 'finished',
      perWorkload: this.#inOrder(),
      violations: this.violations,
      defects: this.#defects,
      signature,
      partial,
    };
  }

  async #note(workload: Workload, conducted: Conducted): Promise<Outcome | undefined> {
    const { problem, examine } = this.#evaluating;
    const { regime, index } = workload.id;
    if (conducted.kind === 'gone')
      return { ...conducted, regime, index, finished: this.#inOrder() };
    if (conducted.kind === 'failed') {
      return {
        kind: 'failed',
        failure: { ...conducted.failure, regime, index },
        finished: this.#inOrder(),
      };
    }
    if (conducted.kind === 'defect') {
      const { fault } = conducted.error;
      this.#defects.push(fault);
      const detail = `a defect of the problem, not of the program: ${fault.message}`;
      const rule = fault.key ?? 'drive';
      this.violations.push({ rule, regime, index, detail, quarantine: true });
      this.#results.push({ regime, index, values: {} });
      return undefined;
    }
    const finding = examineOutput(problem, workload, conducted.output, conducted.usage);
    this.replies.push(conducted.replies);
    this.#results.push({ regime, index, values: finding.values, ...boundsOf(problem, finding) });
    this.violations.push(...finding.violations);
    this.#defects.push(...finding.defects);
    if (examine) this.seen.push(await examine(workload, conducted, finding));
    return undefined;
  }

  /** By regime as the problem lists them, then by index. */
  #inOrder(): WorkloadResult[] {
    return inRegimeOrder(this.#evaluating.problem, this.#results);
  }
}

/** How far the objectives could go here, where the problem says so: what shows how much is left. */
function boundsOf(
  { objectives }: LoadedProblem,
  { bounds }: Finding,
): Pick<WorkloadResult, 'bounds'> {
  const known = objectives.flatMap((name) => {
    const bound = bounds[name];
    return bound ? [[name, bound.value] as const] : [];
  });
  return known.length === 0 ? {} : { bounds: Object.fromEntries(known) };
}

function inRegimeOrder(
  problem: LoadedProblem,
  results: readonly WorkloadResult[],
): WorkloadResult[] {
  const rank = new Map(problem.regimes.map(({ name }, i) => [name, i]));
  return results.toSorted(
    (a, b) => (rank.get(a.regime) ?? 0) - (rank.get(b.regime) ?? 0) || a.index - b.index,
  );
}
