import type { Hash } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import type { Constraint } from './constraint.ts';
import type { MetricDescription } from './metric.ts';
import type { Program, ProgramKind } from './program.ts';

/** One kind of workload that the problem names. */
export interface RegimeDescription {
  readonly name: string;
  /** A slow path: no weight in the score, a floor on every metric. */
  readonly slow: boolean;
}

/** How many workloads of each regime each part of a run uses. */
export interface WorkloadCounts {
  readonly search: number;
  readonly selection: number;
  readonly holdout: number;
}

/** The parts of real inputs: what is confirmed is drawn from where it was selected. */
export type DataPart = 'search' | 'selection' | 'holdout';

/** Real inputs that the judge reads. Their bytes stay with it. */
export interface DataDescription {
  /** The name by which the problem's generator knows them. */
  readonly name: string;
  readonly glob: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Whether anybody can have them, so that "unseen" is not "secret". */
  readonly public: boolean;
  readonly split: 'byFile' | 'byKey' | 'byTime';
  readonly files: readonly {
    /** From the problem's folder or that of `--data`. */
    readonly path: string;
    readonly bytes: number;
    /** SHA-256 of the bytes. */
    readonly hash: Hash;
    /** Of a split by whole files. */
    readonly part?: DataPart;
  }[];
}

/** What one program may use. */
export interface Limits {
  /** Wall time of one call as the judge sees it, in milliseconds. */
  readonly callMs: number;
  /** Wall time of one workload, in milliseconds. */
  readonly workloadMs: number;
  /** Memory of the whole program, in MiB. */
  readonly memoryMiB: number;
  /** The largest reply, in bytes. */
  readonly outputBytes: number;
}

/** What a run tries to better: several metrics in order of importance. */
export interface Objectives {
  readonly kind: 'lexicographic';
  /** Metric names, the most important first; at least one. */
  readonly metrics: readonly string[];
}

/** How a tree of files becomes something that runs. */
export interface CommandDescription {
  /** Paths of files, and of folders, that may change; the rest stays as it is. */
  readonly edit: readonly string[];
  /** A shell command, run in the tree's folder. */
  readonly build: string;
  /** Shell commands by name, each run in a built tree of its own. */
  readonly steps: Readonly<Record<string, string>>;
  /** The like, of which instructions are counted; none if absent. */
  readonly counted?: Readonly<Record<string, string>> | undefined;
  /** Shell commands that must end with 0, each run in a built tree of its own. */
  readonly tests: readonly string[];
  /** Wall time of the build, and of each test, in milliseconds. */
  readonly buildMs: number;
}

/**
 * All that the engine knows of a problem: plain JSON that the judge gives it.
 *
 * Neither the problem's code nor a hidden input is in it.
 */
export interface ProblemDescription {
  readonly name: string;
  readonly summary: string;
  readonly background?: string;
  readonly kind: ProgramKind;
  /** The function that the program must export; empty for a command. */
  readonly entry: string;
  /** Of a command alone. */
  readonly command?: CommandDescription;
  /** What the program may import beyond its language's own library; nothing if absent. */
  readonly modules?: readonly string[];
  /** JSON Schema of what an instance of a policy is started with; of a function there is none. */
  readonly configSchema?: Json;
  /** JSON Schema of the program's input and output; of a policy, of its observation and action; of a command, of anything. */
  readonly inputSchema: Json;
  readonly outputSchema: Json;
  readonly limits: Limits;
  readonly regimes: readonly RegimeDescription[];
  readonly counts: WorkloadCounts;
  /** Real inputs; none if absent. */
  readonly data?: readonly DataDescription[];
  readonly metrics: readonly MetricDescription[];
  readonly objectives: Objectives;
  readonly constraints: readonly Constraint[];
  readonly invariants: readonly string[];
  readonly relations: readonly string[];
  readonly seedProgram: Program;
  /** Reference programs of the same kind, by name, in the order of the problem file. */
  readonly baselines: readonly { readonly name: string; readonly program: Program }[];
  /** SHA-256 over the text of everything that the judge loaded, so that a log says what judged it. */
  readonly problemHash: string;
}
