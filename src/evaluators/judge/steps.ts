import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../domain/evaluation.ts';
import type { StepResult } from '../../domain/language/program-words.ts';
import type { StepAnswer, StepWish } from '../session-messages.ts';
import type { Exchange, Programs, Started, StepExchange, StepRequest } from './programs.ts';

/** What {@link Steps} needs. */
export interface StepsOptions {
  readonly send: (wish: Omit<StepWish, 'id'>) => void;
  /** Where the engine's side finds what goes in, and leaves what comes out. */
  readonly folder: string;
  /** The most that a step may print, and give in files, in bytes. */
  readonly outputBytes: number;
}

/**
 * The steps of a command: each a run of a fresh copy of the built tree, which the engine's side starts. What goes in and comes
 * out is files that the engine's side hands to the program without looking at them.
 */
export class Steps implements Programs {
  readonly #options: StepsOptions;
  readonly #awaited = new Map<number, (answer: StepAnswer) => void>();
  #steps = 0;

  constructor(options: StepsOptions) {
    this.#options = options;
  }

  ask(): Exchange {
    throw new Error('A command is not called');
  }

  start(): Promise<Started> {
    return Promise.reject(new Error('A command has no instances'));
  }

  async exec({ step, stdin, files, take }: StepRequest, limitMs: number): Promise<StepExchange> {
    const number = ++this.#steps;
    const entries = Object.entries(files);
    try {
      if (stdin) this.#write(number, 'stdin', [stdin]);
      if (entries.length > 0)
        this.#write(
          number,
          'input',
          entries.map(([, bytes]) => bytes),
        );
      const { end } = await new Promise<StepAnswer>((resolve) => {
        this.#awaited.set(number, resolve);
        const inputs = entries.map(([path, { length }]): [string, number] => [path, length]);
        const wish = {
          number,
          step,
          limitMs,
          hasStdin: stdin !== undefined,
          inputs,
          outputs: take,
        };
        this.#options.send({ type: 'exec', ...wish });
      });
      if (end.failure) return { kind: 'failed', failure: end.failure };
      const result = this.#result(number, take);
      if ('kind' in result) return { kind: 'failed', failure: result };
      const { exitCode, failure: _none, ...used } = end;
      return { kind: 'done', result: { exitCode, ...result }, used };
    } finally {
      this.#awaited.delete(number);
      for (const ending of ['stdin', 'input', 'stdout', 'output'])
        rmSync(this.#path(number, ending), { force: true });
    }
  }

  /** What the engine's side says of a step. */
  answer(message: StepAnswer): void {
    this.#awaited.get(message.number)?.(message);
  }

  end(): void {
    // Each step has ended when it is answered.
  }

  #path(number: number, ending: string): string {
    return join(this.#options.folder, `${number}.${ending}`);
  }

  #write(number: number, ending: string, parts: readonly Uint8Array[]): void {
    const fd = openSync(this.#path(number, ending), 'wx', 0o600);
    try {
      for (const part of parts)
        for (let at = 0; at < part.length; ) at += writeSync(fd, part, at, part.length - at);
    } finally {
      closeSync(fd);
    }
  }

  #read(number: number, ending: string, mostBytes: number): Buffer | undefined {
    const path = this.#path(number, ending);
    if (!existsSync(path)) return Buffer.alloc(0);
    return statSync(path).size > mostBytes ? undefined : readFileSync(path);
  }

  #result(number: number, take: readonly string[]): Omit<StepResult, 'exitCode'> | Failure {
    const { outputBytes } = this.#options;
    const stdout = this.#read(number, 'stdout', outputBytes);
    const output = this.#read(number, 'output', outputBytes + 32 * take.length);
    if (!stdout || !output) {
      const detail = `a step ${stdout ? 'left files of' : 'printed'} more than ${outputBytes} bytes`;
      return { kind: 'output-limit', detail };
    }
    const files = filesIn(output, take);
    return files ? { stdout, files } : { kind: 'protocol', detail: 'a step left no whole files' };
  }
}

/** Of each path a line with its size and its bytes, or `-`; undefined if it is not that. */
function filesIn(output: Buffer, take: readonly string[]): Record<string, Buffer> | undefined {
  const files: Record<string, Buffer> = {};
  let at = 0;
  for (const path of take) {
    const end = output.indexOf('\n', at);
    const line = output.toString('latin1', at, end).trim();
    if (end < 0 || !/^(-|\d+)$/u.test(line)) return undefined;
    at = end + 1;
    if (line === '-') continue;
    const bytes = Number(line);
    if (at + bytes > output.length) return undefined;
    files[path] = Buffer.from(output.subarray(at, at + bytes));
    at += bytes;
  }
  return at === output.length ? files : undefined;
}

/** What a reply is known by: its bytes would be long. */
export function stepDigest({ exitCode, stdout, files }: StepResult): unknown {
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const digests = Object.entries(files).map(([path, bytes]) => [path, digest(bytes)]);
  return { exitCode, stdout: digest(stdout), files: Object.fromEntries(digests) };
}
