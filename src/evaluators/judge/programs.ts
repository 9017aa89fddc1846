import type { StepEnd } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { StepResult } from '../../domain/language/program-words.ts';

/** What came of one exchange with a program. */
export type Exchange =
  | { readonly kind: 'reply'; readonly outputs: readonly unknown[]; readonly us: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The program is gone; the sandbox knows why. */
  | Gone;

/** A program went away. */
export interface Gone {
  readonly kind: 'gone';
  /** Which, where there are several. */
  readonly session?: number | undefined;
  /** Whether its host came so far that the program could run; before that its end is not the program's doing. */
  readonly begun: boolean;
}

/** Sends inputs to a program, or looks its replies up. */
export type Ask = (inputs: readonly unknown[], limitMs: number) => Exchange;

/** What does not answer. */
export type NoReply = Exclude<Exchange, { kind: 'reply' }>;

/** How a program was loaded, which is work as well as a call is. */
export interface Load {
  /** Its process, for reading its CPU time; absent if unknown. */
  readonly hostPid?: number | undefined;
  /** CPU time of the process when it began to load the program, in milliseconds. */
  readonly begunCpuMs: number;
  /** How long it took to load it by the judge's clock, in microseconds. */
  readonly us: number;
}

/** An instance of a policy that runs, or why it does not. */
export type Started =
  | {
      readonly kind: 'running';
      readonly ask: Ask;
      readonly load: Load;
    }
  | NoReply;

/** A step of a command that is to be run. */
export interface StepRequest {
  readonly step: string;
  readonly stdin: Uint8Array | undefined;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly take: readonly string[];
}

/** What a step used. */
export type StepUse = Pick<StepEnd, 'wallMs' | 'cpuMs' | 'peakMiB' | 'instructions'>;

/** What came of a step. */
export type StepExchange =
  | { readonly kind: 'done'; readonly result: StepResult; readonly used: StepUse }
  | NoReply;

/** The programs of a problem, as the judge conducts them. */
export interface Programs {
  /** Asks the function that is judged. */
  readonly ask: Ask;
  /** Starts a fresh instance of a policy: the candidate, or a baseline by its name. */
  start(program: string): Promise<Started>;
  /** Runs a step of a command. */
  exec(request: StepRequest, limitMs: number): Promise<StepExchange>;
  /** Ends all instances. */
  end(): void;
}

/** The one process of a function, which serves all workloads of an evaluation. */
export function calledProgram(ask: Ask): Programs {
  return {
    ask,
    start: () => Promise.reject(new Error('A function has no instances')),
    exec: () => Promise.reject(new Error('A function has no steps')),
    end: () => undefined,
  };
}

/** The same programs; `before` is called each time before one of them is asked. */
export function announced(programs: Programs, before: () => void): Programs {
  const told =
    (ask: Ask): Ask =>
    (inputs, limitMs) => {
      before();
      return ask(inputs, limitMs);
    };
  return {
    ask: told((inputs, limitMs) => programs.ask(inputs, limitMs)),
    start: async (program) => {
      before();
      const started = await programs.start(program);
      return started.kind === 'running' ? { ...started, ask: told(started.ask) } : started;
    },
    exec: (request, limitMs) => {
      before();
      return programs.exec(request, limitMs);
    },
    end: () => programs.end(),
  };
}
