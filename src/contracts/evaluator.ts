import type { Artifacts, Evaluation, Tier } from '../domain/evaluation.ts';
import type { Hash } from '../lib/hash.ts';
import type { Program } from '../domain/program.ts';

/** Which hidden workloads: those of the search, or fresh ones that nothing has seen. */
export type WorkloadPart = 'search' | 'selection' | 'confirmation' | 'holdout';

/** What to run a program on. */
export interface EvaluationPlan {
  readonly part: WorkloadPart;
  /** Counts draws of the same part from 0; another draw gives other workloads. */
  readonly draw: number;
  /** Workloads per regime. */
  readonly perRegime: number;
  /** If the first rung gives one of these signatures, the rest does not run. */
  readonly known: Pick<ReadonlySet<Hash>, 'has'>;
  /**
   * True if a function that answered everything is asked it all again, in a fresh process and in another order: it must
   * answer the same, or it is invalid.
   */
  readonly audit?: boolean;
  /** Present if a first look at the program may be had in a host that other programs used before it. */
  readonly screening?: Screening;
}

/** What decides whether a screened program is worth an evaluation in a sandbox of its own. */
export interface Screening {
  /** As in the plan, with the signatures of programs that were only screened. */
  readonly known: Pick<ReadonlySet<Hash>, 'has'>;
  /** Whether a program of this evaluation could become a parent or a result: then it is evaluated anew. */
  wouldKeep(evaluation: Evaluation): boolean;
}

/** An evaluation with how it was made. */
export interface Judged {
  readonly evaluation: Evaluation;
  readonly artifacts: Artifacts;
  readonly tier: Tier;
  readonly evaluateMs: number;
  /** True if only a screening made it: nothing may be built on it. */
  readonly screened?: true;
}

/** Judges programs of one problem. */
export interface Evaluator {
  /**
   * Runs `program` behind the wall and measures its outputs.
   *
   * A program that does not compile, crashes, lies or is too slow is a `failed` or `invalid` evaluation, not an exception.
   * Constraint degrees are left empty: floors need the baselines, which the engine knows.
   *
   * @throws {InfraError} If the evaluator itself could not do its work.
   */
  evaluate(program: Program, plan: EvaluationPlan, signal: AbortSignal): Promise<Judged>;
}
