import { diffLines, diffWordsWithSpace } from 'diff';
import { pick, type Rng } from '../../../lib/rng.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import { isOpen, type Place, type Source } from '../source.ts';
import { removal } from '../statements.ts';
import type { Operator } from './operator.ts';

/** X2: takes one change against the first program back, or leaves out what nothing uses. */
export const ablate: Operator = {
  name: 'ablate',
  simplifies: true,
  edit({ place, seedText }, rng) {
    const dead = deadCode(place);
    if (dead.length > 0 && rng.next() < 0.4) return [pick(rng, dead)];
    const hunks = seedText === undefined ? [] : hunksIn(place, seedText);
    if (hunks.length > 0) return [narrowed(place.source, pick(rng, hunks), rng)];
    return dead.length > 0 ? [pick(rng, dead)] : undefined;
  },
};

/** Differences beyond which two texts have nothing in common worth looking for. */
const MOST_LINES = 400;
const MOST_WORDS = 60;

/** The lines that differ from the first program, run by run, where they may change. */
function hunksIn({ source, ranges }: Place, seedText: string): readonly TextEdit[] {
  const parts = diffLines(source.text, seedText, { maxEditLength: MOST_LINES });
  return hunksOf(parts ?? []).filter(({ from, to }) =>
    ranges.some((range) => range.from <= from && to <= range.to),
  );
}

/** The whole hunk, or a part of it that differs by words. */
function narrowed({ text }: Source, hunk: TextEdit, rng: Rng): TextEdit {
  if (rng.next() < 0.6) return hunk;
  const old = text.slice(hunk.from, hunk.to);
  const parts = diffWordsWithSpace(old, hunk.text, { maxEditLength: MOST_WORDS });
  const inner = hunksOf(parts ?? []);
  if (inner.length === 0) return hunk;
  const { from, to, text: words } = pick(rng, inner);
  return { from: hunk.from + from, to: hunk.from + to, text: words };
}

interface Part {
  readonly value: string;
  readonly added?: boolean;
  readonly removed?: boolean;
}

/** One edit for each run of parts that differ: it makes the old text what the new one is there. */
function hunksOf(parts: readonly Part[]): readonly TextEdit[] {
  const hunks: TextEdit[] = [];
  let at = 0;
  let open: TextEdit | undefined;
  for (const { value, added, removed } of parts) {
    if (added !== true && removed !== true) {
      if (open) hunks.push(open);
      open = undefined;
      at += value.length;
      continue;
    }
    const { from, to, text } = open ?? { from: at, to: at, text: '' };
    if (removed === true) at += value.length;
    open =
      removed === true ? { from, to: to + value.length, text } : { from, to, text: text + value };
  }
  return open ? [...hunks, open] : hunks;
}

/** What declares names that nothing uses, each as an edit that leaves it out. */
function deadCode(place: Place): readonly TextEdit[] {
  const { source } = place;
  return source.scopes.variables.flatMap((variable) => {
    if (variable.exported || variable.references.length > 0) return [];
    const declaration = variable.node.parent;
    const whole = declaration?.type === 'variable_declarator' ? declaration.parent : declaration;
    if (!whole || !DECLARATIONS.has(whole.type) || !isOpen(place, whole)) return [];
    return isAlone(source, whole) ? [removal(source, whole)] : [];
  });
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  'lexical_declaration',
  'variable_declaration',
  'function_declaration',
]);

/** Whether a declaration is of one name and stands as a statement. */
function isAlone(source: Source, { parent, type, from, to }: Source['root']): boolean {
  if (parent?.type !== 'statement_block' && parent?.type !== 'program') return false;
  if (type === 'function_declaration') return true;
  const declared = source.scopes.variables.filter(
    ({ node, scope }) => from <= node.from && node.to <= to && from > scope.node.from,
  );
  return declared.length <= 1 || parent.type === 'program';
}
