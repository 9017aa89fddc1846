import { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';

/** What is wrong with a problem: where, what is there, and what would be right. Plain JSON: it crosses processes. */
export const problemFaultSchema: z.ZodType<ProblemFault> = z.object({
  file: z.string(),
  key: z.string().optional(),
  value: z.string().optional(),
  message: z.string(),
  hint: z.string().optional(),
});

/** What is wrong with a problem. */
export interface ProblemFault {
  /** The file, with line and column where they are known. */
  readonly file: string;
  /** Path of the key in the problem, such as `workloads.regimes.tiny`. */
  readonly key?: string | undefined;
  /** What is there now, as text. */
  readonly value?: string | undefined;
  /** What is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly hint?: string | undefined;
}

/** A problem that cannot be used as it is written. */
export class ProblemError extends ConfigError {
  /** The parts of the message. */
  readonly fault: ProblemFault;

  constructor(fault: ProblemFault, options?: ErrorOptions) {
    super(faultText(fault), options);
    this.fault = fault;
  }
}

/** The fault in one line: file, key, what is wrong, the value, what would be right. */
function faultText({ file, key, value, message, hint }: ProblemFault): string {
  const place = key === undefined ? file : `${file}: ${key}`;
  const current = value === undefined ? '' : `: current value is ${value}`;
  return `${place}: ${message}${current}${hint === undefined ? '' : `; ${hint}`}`;
}

/** A value as a fault shows it: JSON-like, in one line, at most 200 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (textOf(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  try {
    return JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
    );
  } catch (error) {
    // Cycles and big integers have no JSON text; any value has some text.
    if (error instanceof TypeError) return Object.prototype.toString.call(value);
    throw error;
  }
}
