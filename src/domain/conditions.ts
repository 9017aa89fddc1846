import { hashOf } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Tier } from './evaluation.ts';
import type { Limits } from './problem.ts';
import type { Language } from './program.ts';
import type { WallClaim } from './wall.ts';

/** What programs ran under. Evaluations under equal conditions can be compared; under others, their verdicts still can. */
export interface Conditions {
  /** Begins the hash of the rest: equal for equal conditions. */
  readonly id: string;
  readonly tier: Tier;
  /** What the tier did not promise there. */
  readonly lacks: readonly WallClaim[];
  /** Version of the control groups that bounded each program; null if the kernel bounded none. */
  readonly controlGroups: 1 | 2 | null;
  /** Name and release of the kernel, such as `Linux 6.1.0`. */
  readonly kernel: string;
  readonly architecture: string;
  readonly processor: string;
  /** Cores that programs may use. */
  readonly cores: number;
  /** What ran programs, by language. */
  readonly interpreters: Readonly<Partial<Record<Language, Interpreter>>>;
  readonly limits: Limits;
}

/** An interpreter on one machine. */
export interface Interpreter {
  /** Empty where it does not say. */
  readonly version: string;
  readonly path: string;
}

const ID_CHARACTERS = 12;

/** Conditions under the name that trials refer to them by. */
export function conditionsFrom(facts: Omit<Conditions, 'id'>): Conditions {
  return { id: hashOf(canonicalJson(facts)).slice(0, ID_CHARACTERS), ...facts };
}
