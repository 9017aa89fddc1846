import type { AcrossWorkloads, Direction, WithinWorkload } from '../metric.ts';

/** A share as people write it: `'2%'`, or 0.02. */
export type Share = `${number}%` | number;

/** How the samples of a metric become one number, and where it exists. */
export interface MetricOptions {
  /** How the samples of one workload become a number; `mean` if absent. `tail99` is the mean beyond p99. */
  readonly of?: WithinWorkload;
  /** How the numbers of several workloads become one; `mean` if absent. */
  readonly across?: AcrossWorkloads;
  /** The regimes in which the metric exists; all if absent. */
  readonly only?: readonly string[];
  /** The smallest relative difference that matters; 1 % if absent. */
  readonly minEffect?: Share;
}

/** A metric as the problem states it. */
export interface MetricWord extends MetricOptions {
  readonly '~barbican': 'metric';
  readonly direction: Direction;
  readonly unit: string;
}

/** A metric of which more is better. @param unit Such as `'share'`, `'ms'`, `'requests/s'`. */
export function maximize(unit: string, options: MetricOptions = {}): MetricWord {
  return { ...options, '~barbican': 'metric', direction: 'maximize', unit };
}

/** A metric of which less is better. @param unit Such as `'share'`, `'ms'`, `'requests/s'`. */
export function minimize(unit: string, options: MetricOptions = {}): MetricWord {
  return { ...options, '~barbican': 'metric', direction: 'minimize', unit };
}
