import { changeOutsideScope, editScopeOf } from '../../domain/edit-scope.ts';
import type { Program } from '../../domain/program.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { findLines, likeliestLine } from './find-lines.ts';
import { type Edit, readReply } from './read-reply.ts';

/** What a reply is applied to. */
export interface Ground {
  /** The program that the model was asked to change. */
  readonly parent: Program;
  readonly seedProgram: Program;
  /** Of a command, the paths that may change. */
  readonly edit?: readonly string[] | undefined;
  /** The function that the program must export. */
  readonly entry: string;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
}

/** A program, or what was wrong with the reply, in words for its model. */
export type Applied = {
  readonly idea: string | undefined;
  /** How the edits were found where that was not exact. */
  readonly notes: readonly string[];
} & (
  | { readonly kind: 'program'; readonly program: Program }
  | {
      readonly kind: 'unusable';
      readonly why: 'inapplicable' | 'unparsable' | 'outside-scope' | 'unchanged';
      readonly reason: string;
    }
);

/**
 * The program that a reply makes of its parent.
 *
 * Nothing is run: a program that does not parse, leaves the edit scope or changes nothing is told apart by its text.
 *
 * @param cutOff Whether the model stopped since it had used its tokens.
 */
export function applyReply(reply: string, ground: Ground, cutOff: boolean): Applied {
  const read = readReply(reply);
  const { idea, edits } = read;
  const unusable = (
    why: Extract<Applied, { kind: 'unusable' }>['why'],
    reason: string,
  ): Applied => ({
    kind: 'unusable',
    idea,
    notes: [],
    why,
    reason,
  });
  if (read.cutOff || (cutOff && edits.length === 0)) {
    return unusable(
      'inapplicable',
      'it was cut off before its end: answer shorter, with edit blocks only',
    );
  }
  if (edits.length === 0)
    return unusable('inapplicable', 'it holds no edit block and no code block');
  const done = applyAll(edits, ground);
  if ('reason' in done) return unusable('inapplicable', done.reason);
  const fault = faultOf(done.program, ground);
  return fault === undefined
    ? { kind: 'program', idea, notes: done.notes, program: done.program }
    : unusable(fault.why, fault.reason);
}

type Fault = Pick<Extract<Applied, { kind: 'unusable' }>, 'why' | 'reason'>;

/** Why a program is none that its parent may be changed to: by its text alone, nothing is run. */
export function faultOf(program: Program, ground: Ground): Fault | undefined {
  const { parent, seedProgram, edit, syntax } = ground;
  const outside = changeOutsideScope(program, seedProgram, edit);
  if (outside !== undefined) {
    return { why: 'outside-scope', reason: `it changes what must stay as it is: ${outside}` };
  }
  const error = syntax.firstError(program);
  if (error) {
    const { file, line, column, text } = error;
    const reason = `the result does not parse: ${file}:${line}:${column}: near ${JSON.stringify(text)}`;
    return { why: 'unparsable', reason };
  }
  if (syntax.canonicalHash(program) === syntax.canonicalHash(parent)) {
    return { why: 'unchanged', reason: 'it changes nothing but comments, names or spaces' };
  }
  return undefined;
}

interface Done {
  readonly program: Program;
  readonly notes: readonly string[];
}

function applyAll(edits: readonly Edit[], ground: Ground): Done | { readonly reason: string } {
  let program = ground.parent;
  const notes: string[] = [];
  for (const [i, edit] of ownEdits(edits, ground).entries()) {
    const path = pathOf(edit.file, program);
    if (path === undefined) {
      const names = Object.keys(program.files).join(', ');
      return {
        reason: `block ${i + 1} does not say which file it is for: name one of ${names} on the line before it`,
      };
    }
    const next =
      edit.kind === 'whole'
        ? wholeText(edit, ground, path)
        : replaced(edit, program, { path, mayEdit: ground.edit });
    if ('reason' in next)
      return { reason: `block ${i + 1} for ${path} cannot be used: ${next.reason}` };
    if (next.how !== 'exact') notes.push(`block ${i + 1}: ${next.how}`);
    program = { ...program, files: { ...program.files, [path]: next.text } };
  }
  return { program, notes };
}

/** Of several whole texts without a name, the longest is the program and the others are talk. */
function ownEdits(edits: readonly Edit[], { parent }: Ground): readonly Edit[] {
  const nameless = edits.filter(
    (edit) => edit.kind === 'whole' && pathOf(edit.file, parent) !== undefined,
  );
  if (Object.keys(parent.files).length > 1 || nameless.length < 2) return edits;
  const [longest] = nameless.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return edits.filter((edit) => edit.kind === 'replace' || edit === longest);
}

function lengthOf(edit: Edit): number {
  return edit.kind === 'whole' ? edit.text.length : 0;
}

/** The file that is meant: by its path, by its last part, or the only one there is. */
function pathOf(file: string | undefined, { files }: Program): string | undefined {
  const paths = Object.keys(files);
  if (paths.length === 1) return paths[0];
  if (file === undefined) return undefined;
  const same = paths.filter(
    (path) => path === file || path.endsWith(`/${file}`) || file.endsWith(`/${path}`),
  );
  return same.length === 1 ? same[0] : undefined;
}

type Text = { readonly text: string; readonly how: string } | { readonly reason: string };

function wholeText(
  { text }: Extract<Edit, { kind: 'whole' }>,
  { entry, parent }: Ground,
  path: string,
): Text {
  if (path === parent.main && !new RegExp(`\\b${entry}\\b`, 'u').test(text)) {
    return { reason: `it has no ${entry}: give the whole file, or edit blocks` };
  }
  return { text, how: 'exact' };
}

function replaced(
  edit: Extract<Edit, { kind: 'replace' }>,
  program: Program,
  { path, mayEdit }: { path: string; mayEdit: Ground['edit'] },
): Text {
  const text = program.files[path] ?? '';
  const found = findLines(text, edit.search, scopeIn(program, path, mayEdit));
  if ('reason' in found) {
    const part = edit.search.trim();
    const at = text.indexOf(part);
    // A part of a line, if there is only one such part.
    if (part !== '' && at >= 0 && at === text.lastIndexOf(part)) {
      return {
        text: text.slice(0, at) + edit.replace.trim() + text.slice(at + part.length),
        how: 'exact',
      };
    }
    const near = likeliestLine(text, edit.search);
    return {
      reason: near === undefined ? found.reason : `${found.reason}; the nearest line is: ${near}`,
    };
  }
  const old = text.slice(found.from, found.to);
  const fresh = found.how === 'exact' ? trimmedLines(edit.replace) : indentedAs(edit, old);
  const after = fresh === '' && text[found.to] === '\n' ? found.to + 1 : found.to;
  return { text: text.slice(0, found.from) + fresh + text.slice(after), how: found.how };
}

function scopeIn(
  program: Program,
  path: string,
  mayEdit: Ground['edit'],
): readonly { from: number; to: number }[] {
  try {
    return editScopeOf(program, mayEdit)[path] ?? [];
  } catch (error) {
    // An edit before this one broke a mark: what is wrong is said when all are done.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function trimmedLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/u, '').trimEnd();
}

/** The new text, indented by as much more or less as the old one is than what was looked for. */
function indentedAs({ search, replace }: { search: string; replace: string }, old: string): string {
  const [wanted, actual] = [search, old].map((text) => /^[ \t]*(?=\S)/mu.exec(text)?.[0] ?? '');
  if (wanted === undefined || actual === undefined || wanted === actual)
    return trimmedLines(replace);
  return trimmedLines(replace)
    .split('\n')
    .map((line) => (line.trim() === '' ? line : indented(line, wanted, actual)))
    .join('\n');
}

function indented(line: string, wanted: string, actual: string): string {
  return line.startsWith(wanted) ? actual + line.slice(wanted.length) : actual + line.trimStart();
}
