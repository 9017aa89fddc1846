/** An allowance and its use. */

/** What a run may use; a missing field is unlimited. At least one is present. */
export interface Budget {
  /** Everything asked, rejections too. */
  readonly trials?: number;
  /** Evaluations of a program on the workloads of the search; proposals that were rejected do not count. */
  readonly evaluations?: number;
  readonly wallMs?: number;
  /** Sum of the wall time of all evaluations, in seconds. */
  readonly evaluationSeconds?: number;
  readonly tokens?: number;
  readonly usd?: number;
}

/** What a run, or one trial, has used. */
export interface Spend {
  readonly trials: number;
  readonly evaluations: number;
  readonly wallMs: number;
  readonly evaluationSeconds: number;
  readonly tokens: number;
  readonly usd: number;
}
