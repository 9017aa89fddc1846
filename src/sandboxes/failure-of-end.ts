import type { Failure } from '../domain/evaluation.ts';
import { HOST_EXIT } from './hosts/host.ts';

const DETAIL_CHARACTERS = 500;
const SIGKILL = 9;

/** How a program's first process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** Why a program ended by itself; undefined for exit code 0. */
export function failureOfEnd({ code, signal, stderr }: End): Failure | undefined {
  if (code === 0) return undefined;
  const said = code === null ? undefined : SAID_BY_HOST[code];
  if (said !== undefined) return { kind: said, detail: thrownIn(stderr) };
  if (isOutOfMemory(stderr)) return { kind: 'memory', detail: 'out of memory' };
  if (code === 1) return { kind: 'crash', detail: thrownIn(stderr) };
  const killer = signal ?? (code !== null && code > 128 ? `signal ${code - 128}` : undefined);
  if (killer !== undefined) return { kind: 'crash', detail: `killed by ${killer}` };
  return { kind: 'exit', detail: `it ended with exit code ${code} before it had answered` };
}

/** Whether a SIGKILL ended it, as seen from here or from the process around it. */
export function wasKilled({ code, signal }: Pick<End, 'code' | 'signal'>): boolean {
  return signal === 'SIGKILL' || code === 128 + SIGKILL;
}

const SAID_BY_HOST: Readonly<Record<number, Failure['kind']>> = {
  [HOST_EXIT.compile]: 'compile',
  [HOST_EXIT.missingEntry]: 'missing-entry',
  [HOST_EXIT.loading]: 'crash',
};

/** What V8, Python, this package's hosts, C++ and Rust say. */
const OUT_OF_MEMORY =
  /heap out of memory|Array buffer allocation failed|Cannot allocate memory|std::bad_alloc|memory allocation of \d+ bytes failed/u;

function isOutOfMemory(stderr: string): boolean {
  return OUT_OF_MEMORY.test(stderr);
}

/** The line that names the error of a stack that was printed. */
function thrownIn(stderr: string): string {
  const lines = stderr.split('\n');
  const named = lines.find((line) => /^\w*(Error|Exception)\b/u.test(line.trim()));
  return (named ?? lastLine(stderr)).trim().slice(0, DETAIL_CHARACTERS) || 'it ended with an error';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, DETAIL_CHARACTERS) ?? '';
}
