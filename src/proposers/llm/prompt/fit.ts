import { type Section, textOfSections, TRIM_ORDER } from './user.ts';

/** Of English and code, rather too few than too many. */
const CHARACTERS_A_TOKEN = 3.2;

/** About how many tokens a text has, rather too many than too few. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}

/** A prompt that fits. */
export interface Fitted {
  readonly text: string;
  /** Names of the parts that were left out. */
  readonly leftOut: readonly string[];
}

/**
 * The parts as one text of at most `limit` tokens: parts are left out in a declared order until it fits.
 *
 * @returns undefined if even what must stay does not fit.
 */
export function fitted(sections: readonly Section[], limit: number): Fitted | undefined {
  const leftOut: string[] = [];
  let kept = sections;
  for (const name of [undefined, ...TRIM_ORDER]) {
    if (name !== undefined && kept.some((section) => section.name === name)) {
      kept = kept.filter((section) => section.name !== name);
      leftOut.push(name);
    }
    const text = textOfSections(kept);
    if (tokensIn(text) <= limit) return { text, leftOut };
  }
  return undefined;
}
