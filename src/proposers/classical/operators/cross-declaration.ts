import { pick } from '../../../lib/rng.ts';
import {
  contains,
  namedChildren,
  nodesWhere,
  type SyntaxNode,
} from '../../../lib/syntax/syntax-node.ts';
import { applyEdits, type TextEdit } from '../../../lib/text-edit.ts';
import { keyOf } from '../kinds/kind.ts';
import { outsideReferences } from '../rebind.ts';
import { isOpen, type Source, textOf } from '../source.ts';
import type { Operator } from './operator.ts';

/**
 * E6 for whole declarations: a function or constant of a donor in the place of the one of the same name, or of the same
 * signature, with what it needs of the donor's own.
 */
export const crossDeclaration: Operator = {
  name: 'crossDeclaration',
  simplifies: false,
  edit({ place, donors }, rng) {
    const { source } = place;
    const own = declarationsOf(source).filter(({ node }) => isOpen(place, node));
    const pairs = donors.flatMap((donor) =>
      declarationsOf(donor).flatMap((theirs) =>
        own
          .filter((mine) => isLike({ source, mine, donor, theirs }))
          .map((mine) => ({ mine, donor, theirs })),
      ),
    );
    if (pairs.length === 0) return undefined;
    const { mine, donor, theirs } = pick(rng, pairs);
    const needed = neededBy(donor, theirs, source);
    if (!needed) return undefined;
    const text = [
      ...needed.map(({ node }) => portable(donor, node, source)),
      renamed(donor, theirs, { source, name: mine.name }),
    ].join('\n\n');
    return [{ from: mine.node.from, to: mine.node.to, text }];
  },
};

/** A declaration of a file: one function, or one constant. */
interface Declared {
  readonly name: string;
  readonly nameNode: SyntaxNode;
  readonly node: SyntaxNode;
}

function declarationsOf({ scopes, root }: Source): readonly Declared[] {
  return scopes.variables.flatMap(({ name, node: nameNode, exported }) => {
    const node = declarationOf(nameNode);
    return node?.parent === root && !exported ? [{ name, nameNode, node }] : [];
  });
}

/** The function or constant that a name alone stands for. */
function declarationOf({ type, parent }: SyntaxNode): SyntaxNode | undefined {
  if (type !== 'identifier' || parent?.type === 'function_declaration') return parent;
  const isOnly = namedChildren(parent?.parent).length === 1;
  return parent?.type === 'variable_declarator' && isOnly ? parent.parent : undefined;
}

interface Pair {
  readonly source: Source;
  readonly mine: Declared;
  readonly donor: Source;
  readonly theirs: Declared;
}

function isLike({ source, mine, donor, theirs }: Pair): boolean {
  if (mine.node.type !== theirs.node.type) return false;
  const [a, b] = [kindKey(source, mine), kindKey(donor, theirs)];
  const isSame = mine.name === theirs.name || (a.startsWith('(') && a.length > 30);
  return isSame && a === b && textOf(source, mine.node) !== textOf(donor, theirs.node);
}

function kindKey({ scopes, kinds }: Source, { nameNode }: Declared): string {
  const variable = scopes.variableAt(nameNode);
  return variable ? keyOf(kinds.ofVariable(variable)) : '';
}

/** What a declaration needs of its own file and the target has not; undefined if that cannot be brought along. */
function neededBy(
  donor: Source,
  theirs: Declared,
  target: Source,
): readonly Declared[] | undefined {
  const byName = new Map(declarationsOf(donor).map((declared) => [declared.name, declared]));
  const targetNames = new Set(target.scopes.variables.map(({ name }) => name));
  const needed = new Map<string, Declared>();
  const open = [theirs];
  for (let declared = open.pop(); declared; declared = open.pop()) {
    for (const { variable } of outsideReferences(donor, declared.node)) {
      if (!variable || variable.name === theirs.name || needed.has(variable.name)) continue;
      if (isTopLevel(target, variable.name)) continue;
      const more = byName.get(variable.name);
      if (!more || targetNames.has(variable.name)) return undefined;
      needed.set(variable.name, more);
      open.push(more);
    }
  }
  return [...needed.values()];
}

function isTopLevel({ scopes, root }: Source, name: string): boolean {
  return scopes.variables.some(
    (variable) => variable.name === name && variable.scope.node === root,
  );
}

function renamed(
  donor: Source,
  { node, nameNode, name: old }: Declared,
  { source, name }: { readonly source: Source; readonly name: string },
): string {
  if (old === name) return portable(donor, node, source);
  const variable = donor.scopes.variableAt(nameNode);
  const uses = [nameNode, ...(variable?.references.map((use) => use.node) ?? [])];
  const edits = uses
    .filter((use) => contains(node, use))
    .map(({ from, to }) => ({ from, to, text: name }));
  return portable(donor, node, source, edits);
}

/** The text of a node without annotations that name types which the target does not have. */
function portable(
  donor: Source,
  node: SyntaxNode,
  target: Source,
  edits: readonly TextEdit[] = [],
): string {
  const own = new Set(
    nodesWhere(donor.root, ({ type }) => NAMING.has(type)).flatMap(({ children }) =>
      children.filter(({ field }) => field === 'name').map((name) => textOf(donor, name)),
    ),
  );
  const foreign = nodesWhere(node, ({ type }) => type === 'type_annotation').filter((annotation) =>
    nodesWhere(annotation, ({ type }) => type === 'type_identifier').some((name) => {
      const text = textOf(donor, name);
      return own.has(text) && !target.names.has(text);
    }),
  );
  const all = [...edits, ...foreign.map(({ from, to }) => ({ from, to, text: '' }))];
  const shifted = all.map((edit) => ({
    ...edit,
    from: edit.from - node.from,
    to: edit.to - node.from,
  }));
  return applyEdits(textOf(donor, node), shifted);
}

const NAMING: ReadonlySet<string> = new Set(['interface_declaration', 'type_alias_declaration']);
