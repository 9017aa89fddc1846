import type { ZodType } from 'zod';

/** One running instance of a policy: a process of its own, which ends with the workload. */
export interface Instance<V, A> {
  /** Shows it one observation; its action. */
  step(observation: V): Promise<A>;
}

/**
 * The program as `drive` sees it.
 *
 * `C` is a policy's config, `V` its observation, `A` its action; `I` and `O` are a function's input and output; `B` are the
 * names of the baselines, `S` those of a command's steps, `N` those of its counted steps.
 */
export interface Runner<C, V, A, I, O, B extends string, S extends string, N extends string> {
  /** Of a function: one call; its reply. */
  call(input: I): Promise<O>;
  /** Of a function: independent calls in one frame; their replies in the same order. */
  callEach(inputs: readonly I[]): Promise<O[]>;
  /**
   * Of a policy: a fresh instance that shares nothing with any other.
   *
   * @param as A baseline that runs beside the candidate as its rival; the candidate if absent.
   */
  start(config: C, as?: 'candidate' | B): Promise<Instance<V, A>>;
  /** Of a command: one step, in a fresh sandbox with a fresh copy of the built tree. */
  exec(step: S | N, options?: StepOptions): Promise<StepResult>;
}

/** What a step gets, and which files it is asked for. */
export interface StepOptions {
  /** Its standard input; empty if absent. */
  readonly stdin?: Uint8Array;
  /** Files that are put into the tree before it runs, by path from the tree's folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** Paths of the files that are taken from the tree after it. */
  readonly take?: readonly string[];
}

/** What a step made. None of it is a number before the judge has measured it. */
export interface StepResult {
  /** 128 and the signal's number if one ended it. */
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  /** Those that were asked for and are there. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where a program is found, and what it must export. */
export interface ProgramFile {
  /** Path of the seed program from the problem file: one file, or a folder with one main file. */
  readonly seed: string;
  /** The name of the function that the program exports. */
  readonly entry: string;
  /** What a Python program may import beyond the standard library; nothing if absent. */
  readonly modules?: readonly string[];
}

/** A program that is called: no call knows of another. */
export interface FunctionKind<I, O> extends ProgramFile {
  readonly kind: 'function';
  /** A program that remembers is a policy. */
  readonly memory?: 'none';
  /** What the program gets; plain data. */
  readonly input: ZodType<I>;
  /** What the program must return; plain data. */
  readonly output: ZodType<O>;
}

/**
 * A program that remembers: `entry(config)` gives a function from one observation to one action. It starts afresh in each
 * workload and sees the observations one at a time.
 */
export interface PolicyKind<C, V, A> extends ProgramFile {
  readonly kind: 'policy';
  /** What an instance is started with; plain data. */
  readonly config: ZodType<C>;
  /** What an instance sees in each step; plain data. */
  readonly observation: ZodType<V>;
  /** What an instance must return in each step; plain data. */
  readonly action: ZodType<A>;
}

/** What sort of program is looked for. */
export type Kind<C, V, A, I, O, S extends string, N extends string> =
  | FunctionKind<I, O>
  | PolicyKind<C, V, A>
  | CommandKind<S, N>;

/** A tree of files, such as a repository, that is built and run by commands. Only texts are part of it. */
export interface CommandKind<S extends string, N extends string> {
  readonly kind: 'command';
  /** The tree's folder, from the problem file. */
  readonly seed: string;
  /** Files, and folders, that may change; the rest stays as it is. */
  readonly edit: readonly string[];
  /** A shell command, run in the tree's folder, alone and without a network. */
  readonly build: string;
  /** Shell commands by name; each runs in a fresh copy of the built tree. */
  readonly steps: Readonly<Record<S, string>>;
  /**
   * Shell commands by name, run like steps, of which instructions are counted and no time is taken: each runs some ten times
   * slower. Needs valgrind.
   */
  readonly counted?: Readonly<Record<N, string>>;
  /** Shell commands that must end with 0; each runs in a fresh copy of the built tree. */
  readonly tests?: readonly string[];
}
