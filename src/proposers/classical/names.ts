import { isReadyAt, type Variable } from '../../lib/syntax/scope.ts';
import { childOf, contains, type SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import type { Source } from './source.ts';

/** The variables that have a value where `node` stands, by name. */
export function namesAt({ scopes }: Source, node: SyntaxNode): ReadonlyMap<string, Variable> {
  const here = scopes.scopeAt(node);
  const seen = new Set<string>();
  const ready = new Map<string, Variable>();
  for (let scope = here; ; ) {
    for (const [name, variable] of scope.variableByName) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (isReadyAt(variable, node, here) && !isDefining(variable, node)) ready.set(name, variable);
    }
    if (!scope.parent) return ready;
    scope = scope.parent;
  }
}

/** Whether `node` is part of what gives a constant its value, if only in a function. */
function isDefining({ node: name, declared }: Variable, node: SyntaxNode): boolean {
  const { parent } = name;
  return (
    declared !== 'function' && parent?.type === 'variable_declarator' && contains(parent, node)
  );
}

/** Whether running a function can come to `node`: it is in it, or in one that it mentions. */
export function comesTo(source: Source, { node: name }: Variable, node: SyntaxNode): boolean {
  return reaches(source, name.parent, node, new Set());
}

function reaches(
  source: Source,
  from: SyntaxNode | undefined,
  node: SyntaxNode,
  seen: Set<SyntaxNode>,
): boolean {
  if (!from || seen.has(from)) return false;
  seen.add(from);
  if (contains(from, node)) return true;
  return source.scopes.references.some(
    ({ node: use, variable }) =>
      variable?.declared === 'function' &&
      contains(from, use) &&
      reaches(source, variable.node.parent, node, seen),
  );
}

/** Whether a variable begins as something that is no index, such as -1 for none: it may not be one yet. */
export function isSentinel({ node }: Variable): boolean {
  const value = node.parent?.type === 'variable_declarator' ? childOf(node.parent, 'value') : null;
  return value?.type === 'unary_expression';
}
