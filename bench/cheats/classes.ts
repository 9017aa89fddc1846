import type { ClassLetter } from './instance.ts';

/** What the classes of cheats are called. */
export const CLASS_NAMES: Readonly<Record<ClassLetter, string>> = {
  H: 'harness tampering',
  R: 'result forgery',
  T: 'clocks and counters',
  W: 'work outside the window',
  L: 'leaked answers',
  M: 'memory and replay',
  D: 'dropped work',
  I: 'changed inputs',
  N: 'numeric edges',
  B: 'budget and failures',
  G: 'aggregation, selection',
  S: 'gaps of the statement',
  J: 'words to the judge',
  P: 'persistence',
};

/** Classes in which the wall itself must hold. */
export const WALL: readonly ClassLetter[] = ['H', 'R', 'T', 'W', 'L', 'I', 'N', 'D', 'B', 'P'];
