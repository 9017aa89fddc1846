/** Patterns of paths: `*` and `?` within a name, `[a-m]` and `[!a]`, and `**` over any number of folders. */

/** Whether a text is more than one fixed name. */
export function isPattern(text: string): boolean {
  return /[*?[]/u.test(text);
}

/** What is wrong with a pattern, or undefined. Both judges read them alike, so there is nothing beyond the above. */
export function faultOfGlob(glob: string): string | undefined {
  if (glob === '') return 'is empty';
  if (/[{}\\]/u.test(glob)) return 'may hold *, **, ?, [a-m] and [!a] only';
  if (/\[!?\]|\[[^\]]*$/u.test(glob)) return 'has a [ without its ]';
  if (/\*\*[^/]|[^/]\*\*/u.test(glob))
    return 'may have ** only as a whole folder, such as a/**/*.csv';
  const bad = /\[!?[^\]]*?(.)-(.)[^\]]*\]/u.exec(glob);
  return bad?.[1] !== undefined && bad[2] !== undefined && bad[1] > bad[2]
    ? `has an empty range ${bad[1]}-${bad[2]}`
    : undefined;
}

/** The pattern as a regular expression over a whole path with `/`. */
export function regExpOfGlob(glob: string): RegExp {
  const parts = glob.match(/\*\*\/|\*\*$|\*|\?|\[[^\]]+\]|[^*?[]+/gu) ?? [];
  return new RegExp(`^${parts.map(sourceOf).join('')}$`, 'u');
}

function sourceOf(part: string): string {
  if (part === '**/') return '(?:[^/]+/)*';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.startsWith('[')) return classOf(part.slice(1, -1));
  return part.replace(/[.+^$()|/]/gu, '\\$&');
}

function classOf(inside: string): string {
  const not = inside.startsWith('!');
  const members = (not ? inside.slice(1) : inside).replace(/[\\^[\]&~|]/gu, '\\$&');
  return `(?!/)[${not ? '^' : ''}${members}]`;
}
