/** What the scripted model of `speed.ts` says: programs of eight numbers, each another one. */

/** One in so many is better than all before it, as in a search that gets on. */
const BETTER_EVERY = 10;
const FAR = 1_000_000;
/** Prime, so that no two programs within a run are alike. */
const SPREAD = 1_000_003;

/** Program `n`; 0 is the one that a run begins with. */
export function programText(n: number): string {
  return `${[
    '# EVOLVE-BLOCK-START',
    `NUMBERS = [${numbersOf(n).join(', ')}]`,
    '',
    '',
    'def solve(count):',
    `    # trial ${n}`,
    '    return NUMBERS',
    '# EVOLVE-BLOCK-END',
  ].join('\n')}\n`;
}

/** As every peer, and Barbican, takes it: tags for those who want them, and one fenced block for the others. */
export function replyText(n: number): string {
  return [
    `<NAME>\ntrial_${n}\n</NAME>`,
    '<DESCRIPTION>\nOther numbers.\n</DESCRIPTION>',
    `<CODE>\n\`\`\`python\n${programText(n).trimEnd()}\n\`\`\`\n</CODE>`,
  ].join('\n');
}

function numbersOf(n: number): number[] {
  const better = n % BETTER_EVERY === 0 && n > 0;
  return Array.from({ length: 8 }, (_, i) => {
    const drawn = ((n + 1) * (i + 3) * 7_919) % SPREAD;
    return better ? Math.floor(FAR / n) + i : FAR + drawn;
  });
}
