import type { Variable } from '../../../lib/syntax/scope.ts';
import {
  childOf,
  namedChildren,
  operatorOf,
  type SyntaxNode,
  walk,
} from '../../../lib/syntax/syntax-node.ts';
import { TYPE_ONLY } from '../../../lib/syntax/node-types.ts';
import { argumentsOf, calledMethod } from './call-kinds.ts';
import { returnedNodes } from './infer-kinds.ts';
import type { Kinds } from './kinds.ts';
import { elementOf, type Kind, UNKNOWN, uniteKinds } from './kind.ts';
import { rootOf, unite } from './sort.ts';

/**
 * Finds which numbers index what and which must be whole, from how the file uses them.
 *
 * Numbers that index the same array, that are assigned to each other or compared for being equal are of one sort. A
 * function that is called from several places keeps the sorts of its parameters to itself, so that helpers such as a
 * sum over any array do not make all arrays alike.
 */
export function linkSorts(kinds: Kinds): void {
  walk(kinds.source.root, (node) => {
    if (TYPE_ONLY.has(node.type)) return false;
    if (node.named) LINKS[node.type]?.(node, kinds);
    return true;
  });
}

type Link = (node: SyntaxNode, kinds: Kinds) => void;

const linkSubscript: Link = (node, kinds) => {
  const object = kinds.of(childOf(node, 'object'));
  const index = childOf(node, 'index');
  if (!index || object.tag !== 'array') return;
  const kind = kinds.of(index);
  if (kind.tag === 'number') unite(object.index, kind.sort);
  demandWhole(index, kinds);
};

/** Marks what an index or a count is made of, back to where its variables get their values. */
function demandWhole(node: SyntaxNode | undefined, kinds: Kinds): void {
  const kind = kinds.of(node);
  if (!node || kind.tag !== 'number') return;
  const root = rootOf(kind.sort);
  const isNew = !root.count;
  root.count = true;
  for (const part of partsOf(node)) demandWhole(part, kinds);
  if (isNew) demandWhole(initialOf(node, kinds), kinds);
}

/** What the variable that a name stands for begins as. */
function initialOf(node: SyntaxNode, { source }: Kinds): SyntaxNode | undefined {
  const declarator = source.scopes.referenceAt(node)?.variable?.node.parent;
  return declarator?.type === 'variable_declarator' ? childOf(declarator, 'value') : undefined;
}

/** The operands that must be whole so that a number is. */
function partsOf(node: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  if (node.type === 'parenthesized_expression') return namedChildren(node).slice(0, 1);
  if (node.type === 'unary_expression') return [childOf(node, 'argument')];
  const isMade = node.type === 'binary_expression' && ['+', '-', '*'].includes(operatorOf(node));
  return isMade ? [childOf(node, 'left'), childOf(node, 'right')] : [];
}

const linkAssignment: Link = (node, kinds) =>
  uniteKinds(kinds.of(childOf(node, 'left')), kinds.of(childOf(node, 'right')));

const linkDeclarator: Link = (node, kinds) => {
  const value = childOf(node, 'value');
  const annotated = kinds.types.ofType(childOf(node, 'type'));
  if (value) uniteKinds(annotated, kinds.of(value));
};

const linkBinary: Link = (node, kinds) => {
  if (['===', '!==', '==', '!='].includes(operatorOf(node))) linkAssignment(node, kinds);
};

const linkUpdate: Link = (node, kinds) => demandWhole(childOf(node, 'argument'), kinds);

const linkTernary: Link = (node, kinds) =>
  uniteKinds(kinds.of(childOf(node, 'consequence')), kinds.of(childOf(node, 'alternative')));

const linkFunction: Link = (node, kinds) => {
  const returned = kinds.returnedBy(node);
  for (const value of returnedNodes(node)) uniteKinds(returned, kinds.of(value));
};

const linkCall: Link = (node, kinds) => {
  const method = calledMethod(node, kinds);
  const given = argumentsOf(node);
  if (method) linkMethod(method, given, kinds);
  else linkParameters(node, given, kinds);
};

function linkParameters(node: SyntaxNode, given: readonly SyntaxNode[], kinds: Kinds): void {
  const callee = childOf(node, 'function');
  const variable = callee && kinds.source.scopes.referenceAt(callee)?.variable;
  if (variable?.declared === 'function' && callCount(variable) > 1) return;
  const kind = kinds.of(callee);
  if (kind.tag !== 'function') return;
  for (const [i, parameter] of kind.parameters().entries()) {
    const argument = kinds.of(given[i]);
    uniteKinds(parameter, argument);
    uniteParameters(parameter, argument);
  }
}

/** What a function that is handed over is given is what the one that takes it gives. */
function uniteParameters(wanted: Kind, given: Kind): void {
  if (wanted.tag !== 'function' || given.tag !== 'function') return;
  const gives = wanted.parameters();
  for (const [i, parameter] of given.parameters().entries()) {
    uniteKinds(parameter, gives[i] ?? UNKNOWN);
  }
}

function callCount(variable: Variable): number {
  return variable.references.filter(({ node }) => node.field === 'function').length;
}

function linkMethod(
  { object, name }: { readonly object: SyntaxNode; readonly name: string },
  given: readonly SyntaxNode[],
  kinds: Kinds,
): void {
  const receiver = kinds.of(object);
  if (HOLDING.has(name)) uniteKinds(elementOf(receiver), kinds.of(given[0]));
  if (name === 'from' && given[0]?.type === 'object') linkLength(given[0], kinds);
  if (PLACING.has(name)) for (const at of given.slice(0, 2)) demandWhole(at, kinds);
  if (name === 'reduce') linkReduce(given, kinds);
  if (receiver.tag === 'map' && KEYED.has(name)) {
    uniteKinds(receiver.key, kinds.of(given[0]));
    uniteKinds(receiver.of, kinds.of(given[1]));
  }
}

/** What a reducer returns is what it is given next. */
function linkReduce([reducer]: readonly SyntaxNode[], kinds: Kinds): void {
  const kind: Kind = kinds.of(reducer);
  if (kind.tag !== 'function') return;
  uniteKinds(kind.parameters()[0] ?? UNKNOWN, kind.returns());
}

function linkLength(shape: SyntaxNode, kinds: Kinds): void {
  for (const pair of namedChildren(shape)) {
    demandWhole(childOf(pair, 'value') ?? pair, kinds);
  }
}

const HOLDING: ReadonlySet<string> = new Set(
  'push unshift includes indexOf lastIndexOf add fill'.split(' '),
);
/** Methods whose first arguments are places in an array. */
const PLACING: ReadonlySet<string> = new Set(['slice', 'splice', 'at']);
const KEYED: ReadonlySet<string> = new Set(['set', 'get', 'has', 'delete']);

const LINKS: Readonly<Record<string, Link>> = {
  subscript_expression: linkSubscript,
  assignment_expression: linkAssignment,
  variable_declarator: linkDeclarator,
  binary_expression: linkBinary,
  update_expression: linkUpdate,
  ternary_expression: linkTernary,
  arrow_function: linkFunction,
  function_expression: linkFunction,
  function_declaration: linkFunction,
  call_expression: linkCall,
};
