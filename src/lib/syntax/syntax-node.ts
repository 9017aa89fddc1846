/** Syntax trees as plain data, so that nothing has to be freed and a tree can be kept. */

/** One node of a syntax tree. Children cover their parent in order; what lies between them is white space. */
export interface SyntaxNode {
  /** The grammar's name of the node, or the token itself if it has no name. */
  readonly type: string;
  /** Whether the grammar names it; tokens such as `+` and `(` have none. */
  readonly named: boolean;
  /** The role that the grammar gives it in its parent, if any. */
  readonly field: string | undefined;
  /** UTF-16 offsets into the text: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Whether the parser made it up to recover from an error. */
  readonly missing: boolean;
  readonly parent: SyntaxNode | undefined;
  readonly children: readonly SyntaxNode[];
}

/** The first named child with this role. */
export function childOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node?.children.find((child) => child.field === field && child.named);
}

/** The token in the role `operator`; the empty text if there is none. */
export function operatorOf(node: SyntaxNode): string {
  return node.children.find((child) => child.field === 'operator')?.type ?? '';
}

/** The named children without comments. */
export function namedChildren(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.named && !child.type.endsWith('comment')) ?? [];
}

/** Whether one of the children is this token, such as `async` or `const`. */
export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some((child) => !child.named && child.type === token);
}

/** The parent, its parent and so on, nearest first. */
export function* ancestorsOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let next = node.parent; next; next = next.parent) yield next;
}

/** The nearest ancestor of one of these types. */
export function ancestorOf(
  node: SyntaxNode,
  types: Pick<ReadonlySet<string>, 'has'>,
): SyntaxNode | undefined {
  for (let next = node.parent; next; next = next.parent) if (types.has(next.type)) return next;
  return undefined;
}

/** Whether `outer` is `inner` or one of its ancestors. */
export function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** Calls `visit` on the node and all below it, parents first; false keeps it from going below. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.children) walk(child, visit);
}

/** The node and all nodes below it for which `wanted` holds, in the order of the text. */
export function nodesWhere(root: SyntaxNode, wanted: (node: SyntaxNode) => boolean): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walk(root, (node) => {
    if (wanted(node)) found.push(node);
    return true;
  });
  return found;
}
