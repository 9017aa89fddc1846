/** What a model's reply asks to change: search/replace blocks, unified diffs or whole files, in one or several files. */

/** One change that a reply asks for. */
export type Edit =
  | {
      readonly kind: 'replace';
      /** As the reply names it; undefined if it names none. */
      readonly file: string | undefined;
      readonly search: string;
      readonly replace: string;
    }
  | { readonly kind: 'whole'; readonly file: string | undefined; readonly text: string };

/** A reply, read. */
export interface ReadReply {
  /** The first line that says what is done and why. */
  readonly idea: string | undefined;
  readonly edits: readonly Edit[];
  /** Whether it ends in the middle of a block. */
  readonly cutOff: boolean;
}

const IDEA_CHARACTERS = 200;
const SEARCH = /^\s*<{5,9} ?(SEARCH|ORIGINAL|HEAD)?\s*$/u;
const DIVIDER = /^\s*={5,9}\s*$/u;
const REPLACE = /^\s*>{5,9} ?(REPLACE|UPDATED)?\s*$/u;
const FENCE = /^\s{0,3}(`{3,}|~{3,})\s*([^`]*)$/u;
const FILE_LINE =
  /^\s*(?:#+\s*|\*\*\s*)?(?:FILE:\s*)?`?([\w./-]+\.[A-Za-z]{1,5})`?(?:\s*\*\*)?:?\s*$/u;

/** Reads a reply line by line; what is no block is talk. */
export function readReply(reply: string): ReadReply {
  const reader = new Reader(withoutThoughts(reply).split(/\r?\n/u));
  const edits: Edit[] = [];
  let cutOff = false;
  while (reader.more()) {
    const taken = takeBlock(reader);
    edits.push(...taken.edits);
    cutOff ||= taken.cutOff;
  }
  const precise = edits.filter(({ kind }) => kind === 'replace');
  return { idea: ideaIn(reply), edits: precise.length > 0 ? preferPrecise(edits) : edits, cutOff };
}

/** Beside blocks that say where, a whole text without a name is an illustration. */
function preferPrecise(edits: readonly Edit[]): Edit[] {
  return edits.filter((edit) => edit.kind === 'replace' || edit.file !== undefined);
}

/** Reasoning that some servers leave in the text. */
function withoutThoughts(reply: string): string {
  return reply.replace(/^\s*<think(?:ing)?>[\s\S]*?(<\/think(?:ing)?>|$)/u, '');
}

function ideaIn(reply: string): string | undefined {
  const [, idea = ''] =
    /^[\s>*#]*(?:IDEA|RATIONALE)\s*[:：]\**\s*(.+)$/imu.exec(withoutThoughts(reply)) ?? [];
  const line = idea
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (line === '') return undefined;
  return line.length > IDEA_CHARACTERS ? `${line.slice(0, IDEA_CHARACTERS - 1)}…` : line;
}

/** Lines with a place, and the file that was named last. */
class Reader {
  readonly #lines: readonly string[];
  #at = 0;
  file: string | undefined;

  constructor(lines: readonly string[], file?: string) {
    this.#lines = lines;
    this.file = file;
  }

  more(): boolean {
    return this.#at < this.#lines.length;
  }

  next(): string {
    return this.#lines[this.#at++] ?? '';
  }

  /** Lines up to one that `ends`, which is skipped; `closed` is false if there is none. */
  until(ends: (line: string) => boolean): { lines: string[]; closed: boolean } {
    const lines: string[] = [];
    while (this.more()) {
      const line = this.next();
      if (ends(line)) return { lines, closed: true };
      lines.push(line);
    }
    return { lines, closed: false };
  }
}

interface Taken {
  readonly edits: readonly Edit[];
  readonly cutOff: boolean;
}

const TALK: Taken = { edits: [], cutOff: false };

function takeBlock(reader: Reader): Taken {
  const line = reader.next();
  if (SEARCH.test(line)) return takeReplacement(reader);
  const fence = FENCE.exec(line);
  if (fence) return takeFenced(reader, fence[1] ?? '```', fence[2] ?? '');
  if (line.startsWith('--- ')) return takeDiff(reader, line);
  const named = FILE_LINE.exec(line)?.[1];
  if (named !== undefined) reader.file = named;
  return TALK;
}

function takeReplacement(reader: Reader): Taken {
  const search = reader.until((line) => DIVIDER.test(line));
  const replace = reader.until((line) => REPLACE.test(line));
  if (!search.closed || !replace.closed) return { edits: [], cutOff: true };
  const edit = {
    kind: 'replace' as const,
    file: reader.file,
    search: search.lines.join('\n'),
    replace: replace.lines.join('\n'),
  };
  return { edits: [edit], cutOff: false };
}

function takeFenced(reader: Reader, fence: string, info: string): Taken {
  const ends = (line: string): boolean => {
    const text = line.trim();
    return text.startsWith(fence) && text === (text[0] ?? '').repeat(text.length);
  };
  const { lines, closed } = reader.until(ends);
  const named = /(?:^|[\s=:"'])([\w./-]+\.[A-Za-z]{1,5})\b/u.exec(info)?.[1];
  if (named !== undefined) reader.file = named;
  const precise = lines.some((line) => SEARCH.test(line)) || isDiff(info, lines);
  if (precise) {
    const inner = new Reader(lines, reader.file);
    const taken: Edit[] = [];
    let cutOff = !closed;
    while (inner.more()) {
      const block = isDiff(info, lines) ? takeDiff(inner, inner.next()) : takeBlock(inner);
      taken.push(...block.edits);
      cutOff ||= block.cutOff;
    }
    return { edits: taken, cutOff };
  }
  if (!closed) return { edits: [], cutOff: true };
  const { file } = reader;
  reader.file = undefined;
  return { edits: [{ kind: 'whole', file, text: `${lines.join('\n')}\n` }], cutOff: false };
}

function isDiff(info: string, lines: readonly string[]): boolean {
  if (/^(diff|patch|udiff)\b/iu.test(info.trim())) return true;
  return (
    lines.some((line) => line.startsWith('@@')) && lines.some((line) => line.startsWith('--- '))
  );
}

/**
 * Hunks as search and replace: numbers of lines in a model's diff are seldom right, its text mostly is.
 *
 * @param first The line that the diff begins with.
 */
function takeDiff(reader: Reader, first: string): Taken {
  const hunks = new Hunks(reader);
  for (let line = first; hunks.take(line) && reader.more(); ) line = reader.next();
  return { edits: hunks.edits().map(withoutEmptyEnds), cutOff: false };
}

/** The hunks of a diff, line by line. */
class Hunks {
  readonly #reader: Reader;
  readonly #edits: Edit[] = [];
  #search: string[] = [];
  #replace: string[] = [];
  #inHead = true;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Takes a line; false if it belongs to no diff. */
  take(line: string): boolean {
    const [, path] = /^(?:---|\+\+\+) (?:[ab]\/)?([^\t]+?)\s*$/u.exec(line) ?? [];
    if (path !== undefined) {
      this.#begin(true);
      if (path !== '/dev/null') this.#reader.file = path;
      return true;
    }
    if (line.startsWith('@@')) {
      this.#begin(false);
      return true;
    }
    if (this.#inHead || line.startsWith('\\ No newline')) return true;
    if (!/^[-+ ]|^$/u.test(line)) return false;
    if (!line.startsWith('+')) this.#search.push(line.slice(1));
    if (!line.startsWith('-')) this.#replace.push(line.slice(1));
    return true;
  }

  edits(): readonly Edit[] {
    this.#begin(true);
    return this.#edits;
  }

  #begin(inHead: boolean): void {
    const [search, replace] = [this.#search.join('\n'), this.#replace.join('\n')];
    const { file } = this.#reader;
    if (search !== replace) this.#edits.push({ kind: 'replace', file, search, replace });
    this.#search = [];
    this.#replace = [];
    this.#inHead = inHead;
  }
}

/** Empty lines that follow a hunk look like its context. */
function withoutEmptyEnds(edit: Edit): Edit {
  if (edit.kind !== 'replace') return edit;
  let { search, replace } = edit;
  while (search.endsWith('\n') && replace.endsWith('\n')) {
    search = search.slice(0, -1);
    replace = replace.slice(0, -1);
  }
  return { ...edit, search, replace };
}
