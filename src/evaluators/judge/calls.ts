import type { z } from 'zod';
import { canonicalJson } from '../../lib/json.ts';
import type { Failure } from '../../domain/evaluation.ts';
import type { StepResult } from '../../domain/language/program-words.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import { CANDIDATE } from '../session-messages.ts';
import type { JudgeInstance, JudgeRunner } from './definition.ts';
import { knownNames } from './nearest.ts';
import { deepFreeze } from './plain.ts';
import { type LoadedProblem, wordsOf } from './problem.ts';
import type { Ask, Gone, NoReply, Programs, StepRequest } from './programs.ts';
import { stepRequest } from './step-request.ts';
import { stepDigest } from './steps.ts';
import type { UsageMeter } from './usage-meter.ts';

/** How a record calls the function. */
export const FUNCTION = 'the program';

/** How a record and messages call the instance that was started as the `number`th of a workload, from 1. */
export function instanceName(number: number, program: string): string {
  return `instance ${number} of ${program}`;
}

/** One exchange of a workload, for judging stored replies again. */
export interface Recorded {
  /** Who was asked: the function, or which instance. */
  readonly to: string;
  readonly inputs: readonly unknown[];
  readonly outputs: readonly unknown[];
  /** Of a step. */
  readonly result?: StepResult;
}

/** Why a workload did not come to its end. */
export type Ended =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | Gone
  /** `drive` could not go on though the program answered. */
  | { readonly kind: 'defect'; readonly error: ProblemError };

/** What {@link Calls} needs. */
export interface CallsOptions {
  readonly problem: LoadedProblem;
  readonly programs: Programs;
  readonly clock: Clock;
  readonly meter: UsageMeter;
  /** Keep inputs, and check them against the schema: they are the problem's word. */
  readonly strict: boolean;
}

/** Thrown into `drive` when a program cannot answer; whatever `drive` does with it, the workload has ended. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Who is asked. */
interface Target {
  /** The candidate, or a baseline by its name. */
  readonly program: string;
  readonly to: string;
  readonly ask: Ask;
}

/** The calls of one workload, one at a time. */
export class Calls {
  ended: Ended | undefined;
  /** Instances of the candidate. */
  instances = 0;
  readonly recorded: Recorded[] = [];
  /** The candidate's replies in order. */
  readonly replies: unknown[] = [];
  readonly #options: CallsOptions;
  #endMs: number;
  #started = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#endMs = options.clock.monotonicMs() + options.problem.limits.workloadMs;
  }

  runner(): JudgeRunner {
    const { kind } = this.#options.problem;
    if (kind === 'command') return this.#commandRunner();
    const exec = (): Promise<never> =>
      Promise.reject(this.#misuse('exec', `is for a command, and the program is a ${kind}`));
    if (kind === 'policy') {
      const call = (): Promise<never> =>
        Promise.reject(
          this.#misuse('call', 'is not for a policy', 'start an instance, and use its `step`'),
        );
      const start: JudgeRunner['start'] = (config, as) => this.#start(config, as);
      return { call, callEach: call, start, exec };
    }
    const { ask } = this.#options.programs;
    const target: Target = { program: CANDIDATE, to: FUNCTION, ask };
    return {
      call: async (input) => (await this.#queued(() => this.#call(target, [input])))[0],
      callEach: async (inputs) => [...(await this.#queued(() => this.#call(target, inputs)))],
      start: () =>
        Promise.reject(
          this.#misuse(
            'start',
            'is not for a function',
            "use `call`, or make the program a 'policy'",
          ),
        ),
      exec,
    };
  }

  #commandRunner(): JudgeRunner {
    const other = (word: string): (() => Promise<never>) => {
      return () =>
        Promise.reject(this.#misuse(word, 'is not for a command', 'run its steps: `exec`'));
    };
    return {
      call: other('call'),
      callEach: other('callEach'),
      start: other('start'),
      exec: async (step, options) => {
        const request = stepRequest(this.#options.problem, step, options);
        return await this.#queued(() => this.#exec(request));
      },
    };
  }

  async #exec(request: StepRequest): Promise<StepResult> {
    this.#refuseWhenOver();
    const { problem, programs, clock, meter, strict } = this.#options;
    const leftMs = this.#endMs - clock.monotonicMs();
    const limitMs = Math.max(0, Math.min(leftMs, problem.limits.callMs));
    const came = await programs.exec(request, limitMs);
    if (came.kind !== 'done') throw this.#noReply(CANDIDATE, came);
    meter.addStep(request.step, came.used);
    const inputs = strict ? [structuredClone(request)] : [];
    this.recorded.push({ to: `step ${request.step}`, inputs, outputs: [], result: came.result });
    this.replies.push(stepDigest(came.result));
    return came.result;
  }

  close(): void {
    this.#closed = true;
  }

  async #start(config: unknown, as: unknown = CANDIDATE): Promise<JudgeInstance> {
    const { problem, programs, clock, meter } = this.#options;
    const program = this.#named(as);
    this.#refuseWhenOver();
    this.#check('config', problem.config, config);
    const to = instanceName(++this.#started, program);
    if (program === CANDIDATE) this.instances++;
    const starting = programs.start(program);
    const instance = await this.#queued(async () => {
      const waitedMs = clock.monotonicMs();
      const started = await starting;
      // How long a process takes to start is not the program's doing.
      this.#endMs += clock.monotonicMs() - waitedMs;
      if (started.kind !== 'running') throw this.#noReply(program, started);
      if (program === CANDIDATE) meter.join(started.load);
      const instance: Target = { program, to, ask: started.ask };
      const { us, outputs } = this.#exchange(instance, [config]);
      this.#record(instance, [config], outputs);
      if (program === CANDIDATE) meter.addStart(us);
      return instance;
    });
    return {
      step: async (observation) =>
        (await this.#queued(() => this.#call(instance, [observation])))[0],
    };
  }

  #named(as: unknown): string {
    const { problem } = this.#options;
    const known = [CANDIDATE, ...problem.baselinePaths.map(([name]) => name)];
    if (typeof as === 'string' && known.includes(as)) return as;
    throw this.#misuse(
      'start',
      `names a program that does not exist (${shown(as)})`,
      knownNames(String(as), known),
    );
  }

  #queued<T>(work: () => T | Promise<T>): Promise<T> {
    const answer = this.#turn.then(work);
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** Inputs for outputs that the schema lets through. */
  #call(target: Target, inputs: readonly unknown[]): readonly unknown[] {
    this.#refuseWhenOver();
    if (inputs.length === 0) return [];
    const { problem, meter } = this.#options;
    for (const input of inputs) this.#check(wordsOf(problem).input, problem.input, input);
    const { us, outputs } = this.#exchange(target, inputs);
    const checked = outputs.map((output) => this.#checked(target, output));
    this.#record(target, inputs, checked);
    if (target.program !== CANDIDATE) return checked;
    meter.add(us, inputs.length);
    this.replies.push(...checked);
    return checked;
  }

  #exchange(
    { program, ask }: Target,
    inputs: readonly unknown[],
  ): { readonly us: number; readonly outputs: readonly unknown[] } {
    const { problem, clock } = this.#options;
    const leftMs = this.#endMs - clock.monotonicMs();
    const limitMs = Math.max(0, Math.min(leftMs, problem.limits.callMs * inputs.length));
    const exchange = ask(inputs, limitMs);
    if (exchange.kind !== 'reply') throw this.#noReply(program, exchange);
    if (exchange.outputs.length === inputs.length) return exchange;
    const detail = `${exchange.outputs.length} outputs for ${inputs.length} inputs`;
    throw this.#noReply(program, failed('protocol', detail));
  }

  #record({ to }: Target, inputs: readonly unknown[], outputs: readonly unknown[]): void {
    this.recorded.push({
      to,
      inputs: this.#options.strict ? structuredClone(inputs) : [],
      outputs,
    });
  }

  #checked({ program }: Target, output: unknown): unknown {
    const { problem } = this.#options;
    const parsed = problem.output.safeParse(output);
    if (parsed.success) return deepFreeze(parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
    const what = wordsOf(problem).output;
    const detail = `the ${what} does not fit the schema${path}: ${issue?.message ?? ''} (${what}: ${shown(output)})`;
    throw this.#noReply(program, failed('bad-output', detail));
  }

  /** Holds what `drive` gives a program to its schema. */
  #check(word: string, schema: z.ZodType | undefined, value: unknown): void {
    if (!this.#options.strict) return;
    const [issue] = schema?.safeParse(value).error?.issues ?? [];
    if (issue) {
      throw new ProblemError({
        file: this.#options.problem.file,
        key: 'drive',
        value: shown(value),
        message: `gave the program ${word === 'observation' || word === 'input' ? 'an' : 'a'} ${word} that does not fit program.${word} at ${issue.path.map(String).join('.') || 'the top'}: ${issue.message}`,
      });
    }
    canonicalJson(value);
  }

  #refuseWhenOver(): void {
    if (this.ended) throw new NoAnswer('the workload has ended');
    if (this.#closed) throw new NoAnswer('drive has returned');
  }

  /**
   * A candidate that does not answer has failed; a rival that does not is the problem's own fault. That one never began is
   * neither's.
   */
  #noReply(program: string, came: NoReply): NoAnswer {
    const hasBegun = came.kind !== 'gone' || came.begun;
    this.ended ??=
      program === CANDIDATE || !hasBegun
        ? came
        : { kind: 'defect', error: this.#badRival(program, came) };
    return new NoAnswer('the program did not answer');
  }

  #badRival(program: string, came: NoReply): ProblemError {
    const why =
      came.kind === 'gone' ? 'it went away' : `${came.failure.kind}: ${came.failure.detail}`;
    return new ProblemError({
      file: this.#options.problem.file,
      key: `baselines.${program}`,
      message: `failed as a rival: ${why}`,
      hint: 'it must answer whatever the candidate does',
    });
  }

  #misuse(word: string, message: string, hint?: string): ProblemError {
    const { file } = this.#options.problem;
    return new ProblemError({ file, key: `drive: program.${word}`, message, hint });
  }
}

function failed(kind: Failure['kind'], detail: string): NoReply {
  return { kind: 'failed', failure: { kind, detail } };
}
