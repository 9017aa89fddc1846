import type { Degrees } from './constraint.ts';
import type { Hash } from '../lib/hash.ts';
import type { Metrics, MetricValue } from './metric.ts';

/** What one program did on one workload. */
export interface WorkloadResult {
  readonly regime: string;
  /** Number of the workload within its regime, from 0. */
  readonly index: number;
  /** Empty if the workload was not finished or its output did not count. */
  readonly values: Readonly<Record<string, MetricValue>>;
  /** Of objectives, where it is known: the best value that any program could reach here. */
  readonly bounds?: Readonly<Record<string, number>>;
}

/** An invariant or a declared bound that an output broke. */
export interface Violation {
  /** The invariant's name as the problem writes it. */
  readonly rule: string;
  readonly regime: string;
  readonly index: number;
  /** What was seen, for a person. */
  readonly detail: string;
  /** True if it speaks against the judgement rather than the program: the trial is in quarantine. */
  readonly quarantine?: true;
}

/** Why a program did not finish. */
export type FailureKind =
  | 'compile'
  | 'tests'
  | 'missing-entry'
  | 'crash'
  | 'exit'
  | 'timeout'
  | 'memory'
  | 'processes'
  | 'output-limit'
  | 'protocol'
  | 'bad-output'
  | 'uncounted';

/** How a program failed: a value, never a number. */
export interface Failure {
  readonly kind: FailureKind;
  /** What happened, with the program's own error text where there is one (untrusted, capped). */
  readonly detail: string;
  readonly regime?: string;
  readonly index?: number;
}

/** What was learnt by judging one program. A failure is never a number. */
export type Evaluation =
  | {
      readonly status: 'valid';
      /** Over all scored (not slow) regimes. */
      readonly metrics: Metrics;
      readonly violationByConstraint: Degrees;
      /** Equal for programs that gave equal outputs on the first rung. */
      readonly signature: Hash;
      readonly perWorkload: readonly WorkloadResult[];
      readonly feedback?: string;
      /** True if only the first rung ran, since its signature was known already. */
      readonly partial?: true;
    }
  | {
      readonly status: 'invalid';
      /** For feedback only; never ranked. */
      readonly metrics: Metrics;
      readonly violations: readonly Violation[];
      readonly perWorkload: readonly WorkloadResult[];
    }
  | {
      readonly status: 'failed';
      readonly failure: Failure;
      /** What finished before; feedback only. */
      readonly finished: readonly WorkloadResult[];
    };

/** The sandboxes that a program can run in, strongest first. */
export const TIERS = ['namespace', 'landlock', 'sandbox-exec', 'process'] as const;

/** The sandbox that a program ran in. */
export type Tier = (typeof TIERS)[number];

/** What a program printed, kept as data; never a number. */
export interface Artifacts {
  /** At most 64 KiB each; cut text ends with a note. */
  readonly stdout: string;
  readonly stderr: string;
}
