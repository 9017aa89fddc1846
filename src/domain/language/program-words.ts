import type { ZodType } from 'zod';

/** The program as `drive` sees it. */
export interface Runner<C, I, O, B extends string, S extends string> {
  /** One call; its reply. */
  call(input: I): Promise<O>;
  /** Independent calls in one frame; their replies in the same order. */
  callEach(inputs: readonly I[]): Promise<O[]>;
  /** Not yet supported: a fresh instance of a policy. */
  start(config: C, as?: 'candidate' | B): Promise<{ call(observation: I): Promise<O> }>;
  /** Not yet supported: one step of a command. */
  exec(
    step: S,
    options?: {
      readonly stdin?: Uint8Array;
      readonly files?: Readonly<Record<string, Uint8Array>>;
    },
  ): Promise<{
    readonly exitCode: number;
    readonly stdout: Uint8Array;
    readonly files: Readonly<Record<string, Uint8Array>>;
  }>;
}

/** What all programs that are called have. */
export interface CalledProgram<I, O> {
  /** Path of the seed program from the problem file: one file, or a folder with one main file. */
  readonly seed: string;
  /** The name of the function that the program exports. */
  readonly entry: string;
  /** What a Python program may import beyond the standard library; nothing if absent. */
  readonly modules?: readonly string[];
  /** What the program gets; plain data. */
  readonly input: ZodType<I>;
  /** What the program must return; plain data. */
  readonly output: ZodType<O>;
}

/** What sort of program is looked for. */
export type Kind<C, I, O, S extends string> =
  | ({ readonly kind: 'function'; readonly memory?: 'none' } & CalledProgram<I, O>)
  /** Not yet supported. */
  | ({ readonly kind: 'policy'; readonly config: ZodType<C> } & CalledProgram<I, O>)
  /** Not yet supported. */
  | {
      readonly kind: 'command';
      readonly seed: string;
      readonly edit: readonly string[];
      readonly build: string;
      readonly steps: Readonly<Record<S, string>>;
      readonly tests?: readonly string[];
    };
