import { pick, type Rng } from '../../lib/rng.ts';
import type { Reference, Variable } from '../../lib/syntax/scope.ts';
import { contains, type SyntaxNode, walk } from '../../lib/syntax/syntax-node.ts';
import { applyEdits, type TextEdit } from '../../lib/text-edit.ts';
import { fits, keyOf, type Kind } from './kinds/kind.ts';
import { comesTo, namesAt } from './names.ts';
import type { Source } from './source.ts';

/** Where a piece of a program is to stand. */
export interface Target {
  readonly source: Source;
  readonly at: SyntaxNode;
}

/** A piece that can stand at its target. */
export interface Rebound {
  readonly text: string;
  /** What the variables that it takes from outside have become. */
  readonly bindings: ReadonlyMap<Variable, Variable>;
}

/**
 * The text of a piece of `from`, with the names that it takes from outside bound to like ones at the target.
 *
 * @returns undefined if a name has no like there, or the piece assigns to a name that it does not declare.
 */
export function rebound(
  from: Source,
  piece: SyntaxNode,
  target: Target,
  rng: Rng,
): Rebound | undefined {
  const names = namesAt(target.source, target.at);
  const outside = outsideReferences(from, piece);
  const inner = new Set(
    from.scopes.variables.filter(({ node }) => contains(piece, node)).map(({ name }) => name),
  );
  const nameByVariable = new Map<Variable, string>();
  const taken = new Set(outside.flatMap(({ variable }) => variable?.name ?? []));
  const naming = { from, names, target, taken, rng };
  const edits: TextEdit[] = [];
  for (const { node, variable } of outside) {
    if (!variable) {
      if (names.has(from.text.slice(node.from, node.to))) return undefined;
      continue;
    }
    const name = nameByVariable.get(variable) ?? nameFor({ ...naming, variable });
    if (name === undefined || (name !== variable.name && inner.has(name))) return undefined;
    nameByVariable.set(variable, name);
    taken.add(name);
    edits.push(renaming(node, name));
  }
  if (
    outside.some(({ writes, variable }) => writes && !isWritable(variable, nameByVariable, names))
  ) {
    return undefined;
  }
  const shifted = edits.map((edit) => ({
    ...edit,
    from: edit.from - piece.from,
    to: edit.to - piece.from,
  }));
  const bindings = new Map(
    [...nameByVariable].flatMap(([variable, name]) => {
      const bound = names.get(name);
      return bound ? [[variable, bound] as const] : [];
    }),
  );
  return { text: applyEdits(from.text.slice(piece.from, piece.to), shifted), bindings };
}

function isWritable(
  variable: Variable | undefined,
  nameByVariable: ReadonlyMap<Variable, string>,
  names: ReadonlyMap<string, Variable>,
): boolean {
  const name = variable && nameByVariable.get(variable);
  const declared = name === undefined ? undefined : names.get(name)?.declared;
  return declared === 'let' || declared === 'var';
}

function renaming(node: SyntaxNode, name: string): TextEdit {
  const isShorthand = node.type === 'shorthand_property_identifier';
  return isShorthand
    ? { from: node.to, to: node.to, text: `: ${name}` }
    : { from: node.from, to: node.to, text: name };
}

/** The uses in `piece` of names that it does not declare. */
export function outsideReferences(from: Source, piece: SyntaxNode): readonly Reference[] {
  const found: Reference[] = [];
  walk(piece, (node) => {
    const reference = from.scopes.referenceAt(node);
    if (!reference) return true;
    if (reference.variable && contains(piece, reference.variable.node)) return true;
    found.push(reference);
    return true;
  });
  return found;
}

interface Naming {
  readonly from: Source;
  readonly variable: Variable;
  readonly names: ReadonlyMap<string, Variable>;
  readonly target: Target;
  /** Names that stand for others already. */
  readonly taken: ReadonlySet<string>;
  readonly rng: Rng;
}

/**
 * Of the same file: the variable itself if it is there. Else the same name of a like kind, else any of a like kind.
 *
 * Two names never become one: what is compared with itself says nothing.
 */
function nameFor({ from, variable, names, target, taken, rng }: Naming): string | undefined {
  const same = names.get(variable.name);
  if (same === variable) return isEndless(target, variable) ? undefined : variable.name;
  const wanted = from.kinds.ofVariable(variable);
  const isLike = (other: Variable): boolean => {
    if (isEndless(target, other)) return false;
    const kind = target.source.kinds.ofVariable(other);
    return from === target.source ? fits(kind, wanted) : isAlike(kind, wanted);
  };
  if (same && isLike(same)) return variable.name;
  const likes = [...names].filter(([, other]) => isLike(other)).map(([name]) => name);
  const free = likes.filter((name) => !taken.has(name));
  return free.length > 0 ? pick(rng, free) : undefined;
}

/** Whether to call `variable` at the target would come back there. */
function isEndless({ source, at }: Target, variable: Variable): boolean {
  return variable.declared === 'function' && comesTo(source, variable, at);
}

/** Whether kinds of two files are alike: their sorts cannot be compared, only whether they index something. */
function isAlike(a: Kind, b: Kind): boolean {
  return a.tag !== 'unknown' && keyOf(a, 'uses') === keyOf(b, 'uses');
}
