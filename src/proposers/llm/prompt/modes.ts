/** What each mode asks a model for. */

/** A way of asking, with the name that strategies and logs know. */
export type PromptMode = 'refine' | 'diverge' | 'merge' | 'repair' | 'simplify' | 'idea';

/** The modes, in the order in which they are told to people. */
export const PROMPT_MODES: readonly PromptMode[] = [
  'refine',
  'diverge',
  'merge',
  'repair',
  'simplify',
  'idea',
];

/** Whether a strategy's word is the name of a mode. */
export function isPromptMode(mode: string): mode is PromptMode {
  return PROMPT_MODES.some((known) => known === mode);
}

/** What to do, in the words of each mode. */
export const TASK_BY_MODE: Readonly<Record<PromptMode, string>> = {
  refine: `Make the program below better. Look at its weakest regimes first, name the cause, and change what removes it.
One well-founded change is worth more than many small ones. Keep what works.`,
  diverge: `Solve the problem in another way than the program below and than everything under "Tried". Another principle,
another data structure or another view of the problem; not other constants. It may lose at first where the program
below is strong, but it must be sound everywhere.`,
  merge: `The programs below are strong in different places. Find out what makes each of them strong, and write one program
that has the strengths of all. Where two ideas exclude each other, decide by what the input shows. Change the first
program; the others are for reading.`,
  repair: `The program below does not count, for the reason given. Mend the cause, not the symptom, and keep its idea.`,
  simplify: `Make the program below simpler without making it worse: remove what earns nothing, replace special cases by one
rule. Less text for the same result is a success.`,
  idea: `First write down three different directions, one line each, beginning with "DIRECTION 1:" to "DIRECTION 3:". They must
differ in principle from each other and from everything under "Tried". Then choose the one with the most to gain and
write its program.`,
};
