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
 * @throws {RangeError} If a mark has no partner; the message names file and line.
 */
export function editScopeOf(program: Program): EditScope {
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
export function frozenTextOf(program: Program): Readonly<Record<string, readonly string[]>> {
  const scope = editScopeOf(program);
  return Object.fromEntries(
    Object.entries(program.files).map(([path, text]) => {
      const blocks = scope[path] ?? [];
      const starts = [0, ...blocks.map((block) => block.to)];
      return [path, starts.map((start, i) => text.slice(start, blocks[i]?.from ?? text.length))];
    }),
  );
}

/** What `program` changes that the seed program's edit scope does not allow, for a person; undefined if nothing. */
export function changeOutsideScope(program: Program, seedProgram: Program): string | undefined {
  if (program.main !== seedProgram.main || program.language !== seedProgram.language) {
    return `The main file must stay ${seedProgram.main} in ${seedProgram.language}`;
  }
  const expected = frozenTextOf(seedProgram);
  let actual: Readonly<Record<string, readonly string[]>>;
  try {
    actual = frozenTextOf(program);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  const files = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const file of files) {
    if (canonicalJson(expected[file] ?? null) !== canonicalJson(actual[file] ?? null)) {
      return `${file} was changed outside its evolve blocks`;
    }
  }
  return undefined;
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
