import { ConfigError } from '../errors.ts';

/** The value of one parameter of a workload. */
export type ParamValue = number | string;

/** A range of numbers. Plain JSON. */
export interface NumberSpace {
  /** How it is sampled: uniformly, or uniformly in the logarithm; `int` and `logInt` give integers. */
  readonly kind: 'real' | 'int' | 'logInt' | 'logReal';
  readonly lo: number;
  /** Included. */
  readonly hi: number;
}

/** A list of values. Plain JSON. */
export interface ChoiceSpace<T extends ParamValue = ParamValue> {
  readonly kind: 'oneOf';
  /** Each as likely as the others; at least one. */
  readonly items: readonly T[];
}

/** What a parameter can be: sampled directly, tested for membership. Never a predicate. */
export type Space = NumberSpace | ChoiceSpace;

/** The type of the value that a space gives. */
export type ValueOf<S> =
  S extends ChoiceSpace<infer T> ? T : S extends NumberSpace ? number : never;

/** Any number in [lo, hi], uniformly. @throws {ConfigError} If the range is empty or not finite. */
export function real(lo: number, hi: number): NumberSpace {
  return numberSpace('real', lo, hi);
}

/** Any integer in [lo, hi], uniformly. @throws {ConfigError} If the range is empty or its ends are not integers. */
export function int(lo: number, hi: number): NumberSpace {
  return numberSpace('int', lo, hi);
}

/** Any integer in [lo, hi], uniformly in its logarithm. @throws {ConfigError} If lo < 1 or the range is empty. */
export function logInt(lo: number, hi: number): NumberSpace {
  return numberSpace('logInt', lo, hi);
}

/** Any number in [lo, hi], uniformly in its logarithm. @throws {ConfigError} If lo <= 0 or the range is empty. */
export function logReal(lo: number, hi: number): NumberSpace {
  return numberSpace('logReal', lo, hi);
}

/** One of these values, each as likely as the others. @throws {ConfigError} If there is none. */
export function oneOf<const T extends ParamValue>(...items: readonly T[]): ChoiceSpace<T> {
  if (items.length === 0)
    throw new ConfigError('Cannot make oneOf() as it has no value: give at least one');
  return { kind: 'oneOf', items };
}

function numberSpace(kind: NumberSpace['kind'], lo: number, hi: number): NumberSpace {
  const why = faultOf(kind, lo, hi);
  if (why !== undefined) throw new ConfigError(`Cannot make ${kind}(${lo}, ${hi}) as ${why}`);
  return { kind, lo, hi };
}

function faultOf(kind: NumberSpace['kind'], lo: number, hi: number): string | undefined {
  const ends = [lo, hi];
  if (!ends.every(Number.isFinite)) return 'both ends must be finite numbers';
  if (lo > hi) return `it is empty: did you mean ${kind}(${hi}, ${lo})?`;
  const integral = kind === 'int' || kind === 'logInt';
  if (integral && !ends.every(Number.isSafeInteger)) return 'both ends must be integers';
  const logarithmic = kind === 'logInt' || kind === 'logReal';
  if (logarithmic && lo <= 0) return 'a logarithmic range must begin above 0';
  return undefined;
}
