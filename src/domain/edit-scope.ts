import { canonicalJson } from '../lib/json.ts';
import type { Program } from './program.ts';

/** Marks of a region that may change, as comment text on a line of its own. */
export const EVOLVE_START = 'EVOLVE-BLOCK-START';
export const EVOLVE_END = 'EVOLVE-BLOCK-END';

/** The parts of a file that may change, by file: character offsets [from, to), in order, not overlapping. */
export type EditScope = Readonly<
  Record<string, readonly { readonly from: number; readonly to: number }[]>
>;

/**
 * Where `program` may be changed: between its evolve-block marks, or anywhere if no file has any.
 *
 * @param edit Of a tree, the files and folders that may change: a file without marks as a whole, others not at all.
 * @throws {RangeError} If a mark has no partner; the message names file and line.
 */
export function editScopeOf(program: Program, edit?: readonly string[]): EditScope {
  if (edit) return treeScopeOf(program, edit);
  const marked = Object.entries(program.files).map(
    ([path, text]) => [path, blocksOf(path, text)] as const,
  );
  if (marked.every(([, blocks]) => blocks.length === 0)) {
    return Object.fromEntries(
      Object.entries(program.files).map(([path, text]) => [path, [{ from: 0, to: text.length }]]),
    );
  }
  return Object.fromEntries(marked);
}

/** The parts of `program` that must stay as they are, by file: the text before, between and after its blocks. */
export function frozenTextOf(
  program: Program,
  edit?: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const scope = editScopeOf(program, edit);
  return Object.fromEntries(
    Object.entries(program.files).map(([path, text]) => {
      const blocks = scope[path] ?? [];
      const starts = [0, ...blocks.map((block) => block.to)];
      return [path, starts.map((start, i) => text.slice(start, blocks[i]?.from ?? text.length))];
    }),
  );
}

/** Whether a path is one of those that may change, or lies in one. */
export function mayChange(path: string, edit: readonly string[]): boolean {
  return edit.some((place) => path === place || path.startsWith(`${place.replace(/\/$/, '')}/`));
}

function treeScopeOf(program: Program, edit: readonly string[]): EditScope {
  return Object.fromEntries(
    Object.entries(program.files).map(([path, text]) => {
      if (!mayChange(path, edit)) return [path, []];
      const blocks = blocksOf(path, text);
      return [path, blocks.length > 0 ? blocks : [{ from: 0, to: text.length }]];
    }),
  );
}

/** What `program` changes that the seed program's edit scope does not allow, for a person; undefined if nothing. */
export function changeOutsideScope(
  program: Program,
  seedProgram: Program,
  edit?: readonly string[],
): string | undefined {
  if (program.main !== seedProgram.main || program.language !== seedProgram.language) {
    return `The main file must stay ${seedProgram.main} in ${seedProgram.language}`;
  }
  const expected = frozenTextOf(seedProgram, edit);
  const actual = frozenOr(program, edit);
  if (typeof actual === 'string') return actual;
  const files = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const file of files) {
    const free = edit !== undefined && mayChange(file, edit);
    if (!isSame(expected[file], actual[file], free))
      return outsideText(file, free ? undefined : edit);
  }
  return undefined;
}

function outsideText(file: string, edit: readonly string[] | undefined): string {
  if (!edit) return `${file} was changed outside its evolve blocks`;
  return `${file} may not change: only ${edit.join(', ')} may`;
}

/** What must stay of a program, or which of its marks has no partner. */
function frozenOr(
  program: Program,
  edit: readonly string[] | undefined,
): ReturnType<typeof frozenTextOf> | string {
  try {
    return frozenTextOf(program, edit);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Whether the frozen texts of a file are equal; a file that is free may also be written anew, or left out. */
function isSame(
  expected: readonly string[] | undefined,
  actual: readonly string[] | undefined,
  free: boolean,
): boolean {
  const absent = free ? ['', ''] : null;
  return canonicalJson(expected ?? absent) === canonicalJson(actual ?? absent);
}

function blocksOf(path: string, text: string): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  let open: { from: number; line: number } | undefined;
  let offset = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const next = offset + line.length + 1;
    if (line.includes(EVOLVE_START)) {
      if (open)
        throw new RangeError(
          `${path}:${i + 1}: ${EVOLVE_START} inside the block that line ${open.line} opened`,
        );
      open = { from: Math.min(next, text.length), line: i + 1 };
    } else if (line.includes(EVOLVE_END)) {
      if (!open) throw new RangeError(`${path}:${i + 1}: ${EVOLVE_END} without ${EVOLVE_START}`);
      blocks.push({ from: open.from, to: offset });
      open = undefined;
    }
    offset = next;
  }
  if (open) throw new RangeError(`${path}:${open.line}: ${EVOLVE_START} without ${EVOLVE_END}`);
  return blocks;
}
