/** A mean with what is known of its error. */
export interface Estimate {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly standardError: number;
  /** Number of (paired) samples. */
  readonly n: number;
  /** 95 % interval, both ends finite; equal to the mean if n is 1. */
  readonly lo: number;
  readonly hi: number;
}
