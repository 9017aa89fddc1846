/** Measured numbers: what they are called, which way is better, how many become one. */

/** Which way is better. */
export type Direction = 'minimize' | 'maximize';

/** One number of one workload: a number, `null` if it does not exist here, or a part of a ratio of sums. */
export type MetricValue = number | null | { readonly top: number; readonly bottom: number };

/** Numbers by metric name. Finite; `null` where the metric does not exist. */
export type Metrics = Readonly<Record<string, number | null>>;

/** How the samples of one workload become one number. */
export type WithinWorkload = 'mean' | 'sum' | 'max' | `p${number}` | `tail${number}`;

/** How the numbers of several workloads become one. */
export type AcrossWorkloads = 'mean' | 'geomean' | 'worst' | 'ratio';

/** What the engine knows of one metric. Plain JSON. */
export interface MetricDescription {
  readonly name: string;
  readonly direction: Direction;
  readonly unit: string;
  readonly of: WithinWorkload;
  readonly across: AcrossWorkloads;
  /** The regimes in which the metric exists; all if absent. */
  readonly only?: readonly string[];
  /** The smallest relative difference that matters, as a share (0.01 is 1 %). */
  readonly minEffect: number;
  /** Whether `measure` computes it from `usage`: then it is noisy and outputs alone do not fix it. */
  readonly readsUsage: boolean;
  /** Whether it reads wall time (`usage.wallMs`, `usage.callUs`): then evaluations run one at a time. */
  readonly readsWall: boolean;
}
