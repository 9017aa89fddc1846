import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode } from './syntax-node.ts';

const NO_CHILDREN: readonly SyntaxNode[] = [];

/** The tree as plain data; the parser's own tree can be deleted afterwards. */
export function copyTree(tree: Tree): SyntaxNode {
  const cursor = tree.walk();
  const { hasError } = tree.rootNode;
  try {
    return copyNode({ cursor, typeOf: typesOf(tree), hasError }, undefined);
  } finally {
    cursor.delete();
  }
}

interface Copying {
  readonly cursor: TreeCursor;
  readonly typeOf: (typeId: number) => NodeType;
  readonly hasError: boolean;
}

interface NodeType {
  readonly type: string;
  readonly named: boolean;
}

/** What the parser calls a node that it could not read. */
const ERROR_ID = 65_535;
const ERROR: NodeType = { type: 'ERROR', named: true };

/** Asks the parser once for each type, not for each node: a call into it costs more than the rest. */
function typesOf({ language }: Tree): Copying['typeOf'] {
  const known: NodeType[] = [];
  return (typeId) => {
    if (typeId === ERROR_ID) return ERROR;
    known[typeId] ??= {
      type: language.nodeTypeForId(typeId) ?? '',
      named: language.nodeTypeIsNamed(typeId),
    };
    return known[typeId];
  };
}

function copyNode(copying: Copying, parent: SyntaxNode | undefined): SyntaxNode {
  const { cursor, typeOf, hasError } = copying;
  const children: SyntaxNode[] = [];
  const { type, named } = typeOf(cursor.nodeTypeId);
  const node = {
    type,
    named,
    field: cursor.currentFieldName ?? undefined,
    from: cursor.startIndex,
    to: cursor.endIndex,
    missing: hasError && cursor.nodeIsMissing,
    parent,
    children: NO_CHILDREN,
  };
  if (!cursor.gotoFirstChild()) return node;
  node.children = children;
  do children.push(copyNode(copying, node));
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}
