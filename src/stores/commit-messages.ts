/** What the store and the thread that writes its database say to each other. */

/** An event as a row, but for its number. */
export interface EventRow {
  readonly v: number;
  readonly type: string;
  readonly trialId: string | null;
  readonly atMs: number;
  /** The event as JSON. */
  readonly json: string;
}

/** What is to be committed together. */
export interface Append {
  readonly id: number;
  readonly rows: readonly EventRow[];
  readonly texts: readonly string[];
}

/** What the thread is told. */
export type ToCommitThread =
  | { readonly kind: 'append'; readonly appends: readonly Append[] }
  /** Nothing follows: the log is to become one file. */
  | { readonly kind: 'close' };

/** An error of ours, as it crosses threads. */
export interface PlainError {
  /** Who is to blame; a bug if absent. */
  readonly code?: 'BARBICAN_CONFIG' | 'BARBICAN_INFRA';
  readonly message: string;
  readonly cause?: unknown;
}

/** What the thread says. */
export type FromCommitThread =
  /** They are on disk; the events of each are numbered from `firstSeq`. */
  | {
      readonly kind: 'committed';
      readonly appends: readonly { readonly id: number; readonly firstSeq: number }[];
    }
  /** Nothing of them is. */
  | { readonly kind: 'failed'; readonly ids: readonly number[]; readonly error: PlainError };
