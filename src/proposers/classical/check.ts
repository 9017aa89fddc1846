import { EVOLVE_END, EVOLVE_START } from '../../domain/edit-scope.ts';
import { FUNCTION_TYPES, LOOP_TYPES } from '../../lib/syntax/node-types.ts';
import { isReadyAt, type Reference } from '../../lib/syntax/scope.ts';
import type { SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import type { TextEdit } from '../../lib/text-edit.ts';
import { isKnown, type Kind } from './kinds/kind.ts';
import { rootOf, type Sort } from './kinds/sort.ts';
import type { Source } from './source.ts';

/** Whether inserted text leaves the marks of evolve blocks alone. */
export function keepsMarks(edits: readonly TextEdit[]): boolean {
  return edits.every(({ text }) => !text.includes(EVOLVE_START) && !text.includes(EVOLVE_END));
}

/**
 * Whether a changed file is as sound as it was: it uses no name that is unknown or has no value yet, declares none
 * twice, assigns to no constant and uses no index for an array of another sort.
 */
export function isSound(before: Source, after: Source, edits: readonly TextEdit[]): boolean {
  return (
    after.scopes.clashes.length <= before.scopes.clashes.length &&
    [...unknownNames(after)].every((name) => GLOBALS.has(name) || unknownNames(before).has(name)) &&
    countOf(after, isTooEarly) <= countOf(before, isTooEarly) &&
    countOf(after, isForbiddenWrite) <= countOf(before, isForbiddenWrite) &&
    after.nodes.every((node) => !isLostJump(node)) &&
    keepsSorts(before, after, edits)
  );
}

/** The names that a file uses and does not declare. */
export function unknownNames({ scopes, text }: Source): ReadonlySet<string> {
  return new Set(
    scopes.references
      .filter(({ variable }) => variable === undefined)
      .map(({ node }) => text.slice(node.from, node.to)),
  );
}

/** Names that every program has. */
const GLOBALS: ReadonlySet<string> = new Set(
  'Math Infinity NaN undefined Array Object Number String Boolean Map Set'.split(' '),
);

function countOf({ scopes }: Source, holds: (reference: Reference) => boolean): number {
  return scopes.references.filter(holds).length;
}

function isTooEarly({ variable, node, scope, reads }: Reference): boolean {
  return reads && variable !== undefined && !isReadyAt(variable, node, scope);
}

function isForbiddenWrite({ variable, writes, node }: Reference): boolean {
  return writes && variable !== undefined && FIXED.has(variable.declared) && node !== variable.node;
}

const FIXED: ReadonlySet<string> = new Set(['const', 'function', 'class', 'import', 'enum']);

/** Whether a node leaves a loop that is not there. */
function isLostJump({ type, parent }: SyntaxNode): boolean {
  const isBreak = type === 'break_statement';
  if (!isBreak && type !== 'continue_statement') return false;
  for (let at = parent; at && !FUNCTION_TYPES.has(at.type); at = at.parent) {
    if (LOOP_TYPES.has(at.type)) return false;
    if (isBreak && (at.type === 'switch_body' || at.type === 'labeled_statement')) return false;
  }
  return true;
}

/** Whether what indexed different arrays still does. */
function keepsSorts(before: Source, after: Source, edits: readonly TextEdit[]): boolean {
  const oldAt = new Map(before.scopes.variables.map((variable) => [variable.node.from, variable]));
  const oldRoot = new Map<Sort, Sort>();
  for (const variable of after.scopes.variables) {
    const old = oldAt.get(offsetBefore(variable.node.from, edits));
    if (!old || old.name !== variable.name) continue;
    const now = indexSortsOf(after.kinds.ofVariable(variable));
    const then = indexSortsOf(before.kinds.ofVariable(old));
    for (const [i, sort] of now.entries()) {
      const was = then[i];
      if (!was) continue;
      const known = oldRoot.get(sort);
      if (known && known !== was) return false;
      oldRoot.set(sort, was);
    }
  }
  return true;
}

/** Where the text at an offset stood before the edits, if it is none of theirs. */
function offsetBefore(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { from, to, text } of edits.toSorted((a, b) => a.from - b.from)) {
    if (offset - shift < from + text.length) break;
    shift += text.length - (to - from);
  }
  return offset - shift;
}

/** The sorts by which an array is indexed, from the outside in, or the one that a number is of. */
function indexSortsOf(kind: Kind): readonly Sort[] {
  if (kind.tag === 'number') return rootOf(kind.sort).index ? [rootOf(kind.sort)] : [];
  if (kind.tag === 'array' && isKnown(kind)) return [rootOf(kind.index), ...indexSortsOf(kind.of)];
  return [];
}
