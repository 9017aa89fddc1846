/** Text that others wrote, as data in a prompt. */

/** Characters of text that a program printed or threw that a prompt takes. */
const QUOTED_CHARACTERS = 1500;
const LINE_CHARACTERS = 300;

/**
 * Untrusted text, each line marked with `| `, so that nothing in it can stand where instructions, fences or edit blocks
 * stand; cut in the middle if it is long, and without control characters.
 */
export function quoted(text: string, limit: number = QUOTED_CHARACTERS): string {
  const clean = text
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|\p{Cf}/gu, '');
  return cutInTheMiddle(clean.trimEnd(), limit)
    .split('\n')
    .map(
      (line) => `| ${line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)}…` : line}`,
    )
    .join('\n');
}

/** The same on one line, in quotes. */
export function quotedLine(text: string, limit: number = LINE_CHARACTERS): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replaceAll('`', "'");
  return JSON.stringify(flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat);
}

/** A program's text between fences that are longer than any in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}`;
}

function cutInTheMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}
