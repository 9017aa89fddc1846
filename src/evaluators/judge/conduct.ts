import { canonicalJson } from '../../lib/json.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { Usage } from '../../domain/language/define-problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Rng } from '../../lib/rng.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import type { JudgeRunner } from './definition.ts';
import { errorText, placeIn } from './error-place.ts';
import { deepFreeze } from './plain.ts';
import type { LoadedProblem } from './problem.ts';
import type { Exchange } from './program-channel.ts';
import type { UsageMeter } from './usage-meter.ts';
import type { Workload } from './workload-source.ts';

/** One exchange of a workload, for judging stored replies again. */
interface Recorded {
  readonly inputs: readonly unknown[];
  readonly outputs: readonly unknown[];
}

/** What came of conducting one workload. */
export type Conducted =
  | {
      readonly kind: 'done';
      /** What `drive` returned, frozen. */
      readonly output: unknown;
      /** The program's replies in order. */
      readonly replies: readonly unknown[];
      readonly recorded: readonly Recorded[];
      readonly usage: Usage;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'gone' }
  /** `drive` could not go on though the program answered. */
  | { readonly kind: 'defect'; readonly error: ProblemError };

/** Sends inputs to a program, or looks its replies up. */
type Ask = (inputs: readonly unknown[], limitMs: number) => Promise<Exchange>;

/** What {@link conduct} needs beside the workload. */
export interface Conducting {
  readonly problem: LoadedProblem;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly meter: UsageMeter;
  /** Keep inputs, and check them against the schema: they are the problem's word. */
  readonly strict: boolean;
}

/** Runs `drive` on one workload; the program's failure is a value, whatever `drive` makes of it. */
export async function conduct(conducting: Conducting, workload: Workload): Promise<Conducted> {
  const { problem, meter } = conducting;
  meter.begin();
  const calls = new Calls(conducting);
  let output: unknown;
  try {
    output = await problem.drive({
      workload: workload.value,
      program: calls.runner(),
      rng: driveRng(workload),
    });
  } catch (error) {
    if (calls.ended) return calls.ended;
    return { kind: 'defect', error: driveError(problem, workload, error) };
  } finally {
    calls.close();
  }
  if (calls.ended) return calls.ended;
  const { recorded } = calls;
  const replies = recorded.flatMap(({ outputs }) => outputs);
  return { kind: 'done', output: deepFreeze(output), replies, recorded, usage: meter.usage() };
}

/** The stream that `drive` gets; each time from its beginning. */
function driveRng(workload: Workload): Rng {
  return workload.rng.fork('drive');
}

function driveError(problem: LoadedProblem, workload: Workload, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { regime, index } = workload.id;
  const message = `threw ${errorText(error)} in the regime "${regime}", workload ${index}`;
  const hint = 'it must conduct every program whose replies fit the schema';
  return new ProblemError(
    { file: placeIn(problem, error), key: 'drive', message, hint },
    { cause: error },
  );
}

/** Thrown into `drive` when the program cannot answer; whatever `drive` does with it, the workload has ended. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The calls of one workload, one at a time. */
class Calls {
  ended: Conducted | undefined;
  readonly recorded: Recorded[] = [];
  readonly #conducting: Conducting;
  readonly #endMs: number;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(conducting: Conducting) {
    this.#conducting = conducting;
    this.#endMs = conducting.clock.monotonicMs() + conducting.problem.limits.workloadMs;
  }

  runner(): JudgeRunner {
    return {
      call: async (input) => (await this.#queued([input]))[0],
      callEach: async (inputs) => [...(await this.#queued(inputs))],
      start: () =>
        Promise.reject(this.#notYet('start', "a program of kind 'function' has no instances")),
      exec: () => Promise.reject(this.#notYet('exec', "a program of kind 'function' has no steps")),
    };
  }

  close(): void {
    this.#closed = true;
  }

  #queued(inputs: readonly unknown[]): Promise<readonly unknown[]> {
    const answer = this.#turn.then(() => this.#exchange(inputs));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async #exchange(inputs: readonly unknown[]): Promise<readonly unknown[]> {
    if (this.ended) throw new NoAnswer('the workload has ended');
    if (this.#closed) throw new NoAnswer('drive has returned');
    if (inputs.length === 0) return [];
    const { problem, clock, ask, meter, strict } = this.#conducting;
    if (strict) for (const input of inputs) this.#checkInput(input);
    const leftMs = this.#endMs - clock.monotonicMs();
    const limitMs = Math.max(0, Math.min(leftMs, problem.limits.callMs * inputs.length));
    const exchange = await ask(inputs, limitMs);
    if (exchange.kind !== 'reply') throw this.#end(exchange);
    meter.add(exchange.us, inputs.length);
    if (exchange.outputs.length !== inputs.length) {
      const detail = `${exchange.outputs.length} outputs for ${inputs.length} inputs`;
      throw this.#end({ kind: 'failed', failure: { kind: 'protocol', detail } });
    }
    const outputs = exchange.outputs.map((output) => this.#checked(output));
    this.recorded.push({ inputs: strict ? structuredClone(inputs) : [], outputs });
    return outputs;
  }

  #checked(output: unknown): unknown {
    const parsed = this.#conducting.problem.output.safeParse(output);
    if (parsed.success) return deepFreeze(parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
    const detail = `the output does not fit the schema${path}: ${issue?.message ?? ''} (output: ${shown(output)})`;
    throw this.#end({ kind: 'failed', failure: { kind: 'bad-output', detail } });
  }

  #checkInput(input: unknown): void {
    const { problem } = this.#conducting;
    const parsed = problem.input.safeParse(input);
    const [issue] = parsed.error?.issues ?? [];
    if (issue) {
      throw new ProblemError({
        file: problem.file,
        key: 'drive',
        value: shown(input),
        message: `called the program with an input that does not fit program.input at ${issue.path.map(String).join('.') || 'the top'}: ${issue.message}`,
      });
    }
    canonicalJson(input);
  }

  #end(ended: Conducted): NoAnswer {
    this.ended ??= ended;
    return new NoAnswer('the program did not answer');
  }

  #notYet(word: string, why: string): ProblemError {
    const { file } = this.#conducting.problem;
    return new ProblemError({
      file,
      key: `drive: program.${word}`,
      message: 'is not yet supported',
      hint: why,
    });
  }
}
