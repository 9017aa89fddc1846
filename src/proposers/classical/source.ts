import type { TextRange } from '../../lib/text-edit.ts';
import { analyseScopes } from '../../lib/syntax/analyse-scopes.ts';
import type { Scopes } from '../../lib/syntax/scope.ts';
import type { ParsedText } from '../../lib/syntax/syntax.ts';
import { type SyntaxNode, walk } from '../../lib/syntax/syntax-node.ts';
import { TYPE_ONLY } from '../../lib/syntax/node-types.ts';
import { inferKinds } from './kinds/infer-kinds.ts';
import type { Kinds } from './kinds/kinds.ts';
import { linkSorts } from './kinds/link-sorts.ts';

/** One file with all that is known of it. */
export interface Source {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly scopes: Scopes;
  readonly kinds: Kinds;
  /** All nodes that are not types, in the order of the text. */
  readonly nodes: readonly SyntaxNode[];
  /** Every name in the file, so that a new one can be chosen. */
  readonly names: ReadonlySet<string>;
}

/** A file and the parts of it that may change. */
export interface Place {
  readonly source: Source;
  readonly ranges: readonly TextRange[];
}

/** Looks a file over; kept with its tree, so that asking again costs nothing. */
export function sourceOf(parsed: ParsedText): Source {
  const known = kept.get(parsed);
  if (known) return known;
  const source = madeFrom(parsed);
  kept.set(parsed, source);
  return source;
}

/** Only a cache: a source is a function of its text. */
const kept = new WeakMap<ParsedText, Source>();

function madeFrom({ text, root }: ParsedText): Source {
  const scopes = analyseScopes(root, text);
  const kinds = inferKinds({ text, root, scopes });
  linkSorts(kinds);
  const nodes: SyntaxNode[] = [];
  const names = new Set<string>();
  walk(root, (node) => {
    if (NAMES.has(node.type)) names.add(text.slice(node.from, node.to));
    if (TYPE_ONLY.has(node.type)) return false;
    if (node.named) nodes.push(node);
    return true;
  });
  return { text, root, scopes, kinds, nodes, names };
}

const NAMES: ReadonlySet<string> = new Set([
  'identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
]);

/** The text of a node. */
export function textOf({ text }: Source, node: SyntaxNode): string {
  return text.slice(node.from, node.to);
}

/** Whether a node lies in a part that may change. */
export function isOpen({ ranges }: Place, node: SyntaxNode): boolean {
  return ranges.some(({ from, to }) => from <= node.from && node.to <= to);
}

/** The nodes of these types that may change. */
export function openNodes(place: Place, types: ReadonlySet<string>): readonly SyntaxNode[] {
  return place.source.nodes.filter((node) => types.has(node.type) && isOpen(place, node));
}

/** A name that the file does not use, from `stem`. */
export function freshName({ names }: Source, stem: string): string {
  for (let i = 2; ; i++) {
    const name = i === 2 ? stem : `${stem}${i - 1}`;
    if (!names.has(name)) return name;
  }
}
