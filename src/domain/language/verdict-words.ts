/** A broken invariant, with what to show. */
export interface Violated {
  readonly '~barbican': 'violated';
  /** What is wrong, for a person. */
  readonly why: string;
  /** A piece of the output or workload that shows it; plain data. */
  readonly example?: unknown;
}

/** What no program can do better than. */
export interface BoundWord {
  readonly '~barbican': 'bound';
  /** `exact`: can be reached; `relaxed`: of an easier problem, may lie beyond what can be reached. */
  readonly kind: 'exact' | 'relaxed';
  /** In the metric's unit. */
  readonly value: number;
}

/** An invariant's verdict: it is broken, and how. */
export function violated(why: string, example?: unknown): Violated {
  return { '~barbican': 'violated', why, example };
}

/** The best value that can be reached. */
export function exact(value: number): BoundWord {
  return { '~barbican': 'bound', kind: 'exact', value };
}

/** A value that no program can better, of a relaxed problem. */
export function relaxed(value: number): BoundWord {
  return { '~barbican': 'bound', kind: 'relaxed', value };
}
