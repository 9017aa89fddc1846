import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode } from './syntax-node.ts';

const NO_CHILDREN: readonly SyntaxNode[] = [];

/** The tree as plain data; the parser's own tree can be deleted afterwards. */
export function copyTree(tree: Tree): SyntaxNode {
  const cursor = tree.walk();
  try {
    return copyNode(cursor, undefined);
  } finally {
    cursor.delete();
  }
}

function copyNode(cursor: TreeCursor, parent: SyntaxNode | undefined): SyntaxNode {
  const children: SyntaxNode[] = [];
  const node = {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? undefined,
    from: cursor.startIndex,
    to: cursor.endIndex,
    missing: cursor.nodeIsMissing,
    parent,
    children: NO_CHILDREN,
  };
  if (!cursor.gotoFirstChild()) return node;
  node.children = children;
  do children.push(copyNode(cursor, node));
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}
