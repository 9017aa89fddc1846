import type { Rng } from '../../lib/rng.ts';
import type { Workloads } from './define-workloads.ts';
import type { MetricWord, Share } from './metric-words.ts';
import type { RuleWord } from './rule-words.ts';
import type { Kind, Runner } from './program-words.ts';
import type { BoundWord, Violated } from './verdict-words.ts';

/** A metric's value of one workload: a number, `null` (does not exist here), samples, or a part of a ratio of sums. */
export type Measured =
  | number
  | null
  | readonly number[]
  | { readonly top: number; readonly bottom: number };

/**
 * What one workload cost, measured by the judge or the kernel; never the program's word.
 *
 * Of a command, it is the use of all its steps, without counted ones, beyond that of empty ones, and `usage.<step>` that of one step's runs; what is
 * no sum is the most. Of a policy, it is the use of the candidate's instances, without its rivals'; a step is a call.
 */
export interface Usage {
  /** Sum of the calls' wall time, less that of an empty call, in milliseconds; with the starts of a policy. */
  readonly wallMs: number;
  /** CPU time of the program's processes during the workload, in milliseconds. */
  readonly cpuMs: number;
  /** The program's largest resident memory so far, in MiB; of a command, that was seen, every 20 ms. */
  readonly peakMiB: number;
  readonly calls: number;
  /** Wall time of each call, less that of an empty call, in microseconds. */
  readonly callUs: readonly number[];
}

/**
 * What the runs of a counted step cost on one workload. They are slower than others, so there are no times, and `usage` does not
 * add them up.
 */
export interface CountedUsage {
  /**
   * Instructions of all processes, in user space, beyond those of an empty step. Repeatable, and not a time: what the processor's
   * caches, the kernel, input and output and other cores do is not in it.
   */
  readonly instructions: number;
  readonly calls: number;
}

/** What one program may use. */
export interface LimitsWord {
  /** Wall time of one call in milliseconds; `workloadMs` if absent. */
  readonly callMs?: number;
  /** Wall time of one workload in milliseconds. */
  readonly workloadMs: number;
  /** Memory of the whole program in MiB. */
  readonly memoryMiB: number;
  /** The largest reply in bytes; 8 MiB if absent. */
  readonly outputBytes?: number;
  /** Of a command: wall time of the build, and of each test, in milliseconds; a minute if absent. */
  readonly buildMs?: number;
  /** Not yet supported. */
  readonly cores?: number;
}

/** A change of the workload that must not change the metrics. */
export interface Relation<W> {
  change(input: { readonly workload: W; readonly rng: Rng }): W;
  /** The largest relative change of a metric; 0 (equal up to rounding) if absent. */
  readonly within?: Share;
}

/** What {@link defineProblem} takes. */
export interface ProblemDefinition<
  W,
  M extends Readonly<Record<string, MetricWord>>,
  B extends string,
  C,
  V,
  A,
  I,
  O,
  S extends string,
  N extends string,
  T,
> {
  /** Short, lower case, with hyphens. */
  readonly name: string;
  /** One or two sentences: what is wanted. */
  readonly summary: string;
  /** What is known of the problem; shown to models. */
  readonly background?: string;
  readonly workloads: Workloads<W>;
  readonly program: Kind<C, V, A, I, O, S, N>;
  /** Programs of the same kind, by name, as paths from the problem file. At least one. */
  readonly baselines: Readonly<Record<B, string>>;
  readonly limits: LimitsWord;
  /**
   * Conducts one workload: what the program sees, in which order. No clock, no chance but `rng`.
   *
   * `program.call(workload)` if absent; a policy needs it.
   */
  drive?(input: {
    readonly workload: NoInfer<W>;
    readonly program: Runner<C, V, A, I, O, NoInfer<B>, NoInfer<S>, NoInfer<N>>;
    readonly rng: Rng;
  }): Promise<T>;
  readonly metrics: M;
  /** The numbers of one workload, from the judge's own copy of it and the raw output. */
  measure(input: {
    readonly workload: NoInfer<W>;
    readonly output: NoInfer<T>;
    readonly usage: Usage &
      Readonly<Record<NoInfer<S>, Usage>> &
      Readonly<Record<NoInfer<N>, CountedUsage>>;
  }): { readonly [K in NoInfer<keyof M>]: Measured };
  /** What must hold or the output does not count. `'unknown'` is never a pass. */
  readonly invariants: Readonly<
    Record<
      string,
      (input: {
        readonly workload: NoInfer<W>;
        readonly output: NoInfer<T>;
      }) => boolean | Violated | 'unknown'
    >
  >;
  readonly relations?: Readonly<Record<string, Relation<NoInfer<W>>>>;
  /** The best value of each metric that any program could reach on this workload, where it is known. */
  bound?(input: {
    readonly workload: NoInfer<W>;
  }): { readonly [K in NoInfer<keyof M>]?: BoundWord } | undefined;
  /** Metric names, the most important first. `{ pareto }` is not yet supported. */
  readonly objectives:
    | readonly NoInfer<keyof M>[]
    | { readonly pareto: readonly NoInfer<keyof M>[] };
  readonly constraints?: {
    readonly [K in NoInfer<keyof M>]?: RuleWord<NoInfer<B>> | readonly RuleWord<NoInfer<B>>[];
  };
  /** The reason why no metric has a floor by default. */
  readonly noFloors?: string;
}

/** A problem as `problem.ts` exports it. Made by {@link defineProblem}; read by the judge. */
export interface Problem {
  readonly '~barbican': 'problem';
  readonly definition: object;
}

/**
 * What `output` is where a policy's `drive` stands below what reads its output: TypeScript infers from above to below, so
 * write `drive` first.
 */
export interface WriteDriveAbove {
  readonly '~barbican': 'write drive above measure and invariants';
}

/** States a problem: what is wanted, of which programs, on which workloads. The problem file's default export. */
export function defineProblem<
  W,
  M extends Readonly<Record<string, MetricWord>>,
  B extends string,
  C = never,
  V = never,
  A = never,
  I = never,
  O = never,
  S extends string = never,
  N extends string = never,
  T = [O] extends [never] ? WriteDriveAbove : O,
>(definition: ProblemDefinition<W, M, B, C, V, A, I, O, S, N, T>): Problem {
  return { '~barbican': 'problem', definition };
}
