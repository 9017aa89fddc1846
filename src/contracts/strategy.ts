import type { Evaluation } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Ask, Told, Trial, TrialId } from '../domain/trial.ts';
import type { Json } from '../lib/json.ts';
import type { Rng } from '../lib/rng.ts';

/** What a strategy may know of one trial. */
export interface TrialView {
  readonly id: TrialId;
  readonly parentIds: readonly TrialId[];
  readonly status: Evaluation['status'];
  /** Signed first objective (higher is better); undefined unless valid. */
  readonly score: number | undefined;
  /** Sum of the constraint violations (0 is feasible); undefined unless valid. */
  readonly violation: number | undefined;
  readonly signature: string | undefined;
  /** The trial with the same behaviour that was known before. */
  readonly sameAs: TrialId | undefined;
  /** Length of the program's text, in characters. */
  readonly size: number;
}

/** Read-only indexes over a run, kept by the engine and shared by all strategies. */
export interface View {
  readonly problem: ProblemDescription;
  /** @throws {ContractError} If the id is unknown. */
  trial(id: TrialId): TrialView;
  /** Negative if `a` is better than `b`, 0 if equal: valid first, then feasible, then the objectives. Total and transitive. */
  compare(a: TrialId, b: TrialId): number;
  /** Finished children of `id`, rejected ones too. */
  childCount(id: TrialId): number;
  /** Children of `id` that were asked and are not finished. */
  pendingCount(id: TrialId): number;
}

/**
 * A search strategy: pure functions over a state that the engine keeps.
 *
 * `State` must survive JSON; it holds ids, never programs. Randomness only from `rng`.
 */
export interface Strategy<State extends Json = Json> {
  readonly name: string;
  /** @param seeds The seed program's trial first, then others that may be parents; at least one. */
  init(seeds: readonly Trial[], view: View): State;
  ask(state: State, view: View, rng: Rng): Ask;
  tell(state: State, told: Told, view: View): State;
}
