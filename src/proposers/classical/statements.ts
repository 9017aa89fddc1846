/** Statements: where they stand, what they declare and what they change. */
import { FUNCTION_TYPES, LOOP_TYPES } from '../../lib/syntax/node-types.ts';
import type { Reference, Variable } from '../../lib/syntax/scope.ts';
import {
  ancestorsOf,
  childOf,
  contains,
  namedChildren,
  type SyntaxNode,
  walk,
} from '../../lib/syntax/syntax-node.ts';
import type { TextEdit } from '../../lib/text-edit.ts';
import { mustBeWhole } from './kinds/kind.ts';
import { isTarget } from './sites.ts';
import { isOpen, type Place, type Source } from './source.ts';

/** The statements in blocks that may change, functions apart. */
export function statementsOf(place: Place): readonly SyntaxNode[] {
  return place.source.nodes.filter(
    (node) =>
      node.parent?.type === 'statement_block' &&
      STATEMENT.test(node.type) &&
      !FUNCTION_TYPES.has(node.type) &&
      isOpen(place, node),
  );
}

const STATEMENT = /_(?:statement|declaration)$/;

/** The statement of a block that a node is in, within the same function; undefined if there is none. */
export function statementAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.type === 'statement_block' && STATEMENT.test(at.type)) return at;
  }
  return undefined;
}

/** The statements of the same block, in order. */
export function siblingsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  return namedChildren(statement.parent);
}

/** The white space that a node's line begins with. */
export function indentOf({ text }: Source, node: SyntaxNode): string {
  const start = text.lastIndexOf('\n', node.from - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, node.from))?.[0] ?? '';
}

/** Puts a statement on a line of its own before another. */
export function insertBefore(source: Source, node: SyntaxNode, text: string): TextEdit {
  return { from: node.from, to: node.from, text: `${text}\n${indentOf(source, node)}` };
}

/** Puts a statement on a line of its own after another. */
export function insertAfter(source: Source, node: SyntaxNode, text: string): TextEdit {
  return { from: node.to, to: node.to, text: `\n${indentOf(source, node)}${text}` };
}

/** Takes a node away with the white space before it. */
export function removal({ text }: Source, node: SyntaxNode): TextEdit {
  const before = text.slice(0, node.from);
  return { from: before.trimEnd().length, to: node.to, text: '' };
}

/** The variables that a node declares and others use. */
export function neededOutside({ scopes }: Source, node: SyntaxNode): readonly Variable[] {
  return scopes.variables.filter(
    (variable) =>
      contains(node, variable.node) &&
      (variable.exported || variable.references.some((use) => !contains(node, use.node))),
  );
}

/** The variables that a node uses from outside, by whether it changes them or what they hold. */
export function usesOf(
  source: Source,
  node: SyntaxNode,
): { readonly read: ReadonlySet<Variable>; readonly changed: ReadonlySet<Variable> } {
  const read = new Set<Variable>();
  const changed = new Set<Variable>();
  walk(node, (at) => {
    const reference = source.scopes.referenceAt(at);
    const variable = reference?.variable;
    if (!reference || !variable || contains(node, variable.node)) return true;
    if (reference.reads) read.add(variable);
    if (isChange(source, reference)) changed.add(variable);
    return true;
  });
  return { read, changed };
}

/** Whether a use changes a variable or what it holds. */
function isChange(source: Source, { writes, node }: Reference): boolean {
  return writes || isTarget(node) || isMutated(source, node);
}

/** Whether a method that changes its object is called on what a name holds. */
function isMutated({ text }: Source, node: SyntaxNode): boolean {
  let at = node;
  while (at.parent && at.field === 'object' && at.parent.type.endsWith('_expression')) {
    at = at.parent;
  }
  const property = childOf(at, 'property');
  return (
    at.field === 'function' &&
    property !== undefined &&
    MUTATING.has(text.slice(property.from, property.to))
  );
}

const MUTATING: ReadonlySet<string> = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin add delete set clear'.split(' '),
);

/** Whether a loop around a statement needs it in order to end: it changes what the loop ends by. */
export function drivesLoop(source: Source, statement: SyntaxNode): boolean {
  const { changed } = usesOf(source, statement);
  for (let loop = loopAround(statement); loop; loop = loopAround(loop)) {
    const isCounted = childOf(loop, 'increment') !== undefined;
    if (isCounted || loop.type === 'for_in_statement') continue;
    if (driversOf(source, loop).some((variable) => changed.has(variable))) return true;
  }
  return false;
}

/** What a loop's condition reads, and what the statements read that change that. */
function driversOf(source: Source, loop: SyntaxNode): readonly Variable[] {
  const condition = childOf(loop, 'condition');
  const direct = condition ? usesOf(source, condition).read : new Set<Variable>();
  const steps = namedChildren(childOf(loop, 'body')).map((step) => usesOf(source, step));
  const driving = steps.filter(({ changed }) => [...direct].some((one) => changed.has(one)));
  return [...direct, ...driving.flatMap(({ read }) => [...read])];
}

/** Whether to leave out what stands from `statement` on to the end of its block could keep a loop from its end. */
export function skipsDriver(source: Source, statement: SyntaxNode): boolean {
  const siblings = siblingsOf(statement);
  return siblings.slice(siblings.indexOf(statement)).some((sibling) => drivesLoop(source, sibling));
}

/** Whether a statement is the first to change a variable: then it is part of giving it its value. */
export function givesFirstValue(source: Source, statement: SyntaxNode): boolean {
  return [...usesOf(source, statement).changed].some(({ references }) =>
    references.every((use) => use.node.from >= statement.from || !isChange(source, use)),
  );
}

/** Whether a statement only changes quantities: not how many there are of something, nor what is where. */
export function isGentle(source: Source, statement: SyntaxNode): boolean {
  return [...usesOf(source, statement).changed].every((variable) => {
    const kind = source.kinds.ofVariable(variable);
    if (kind.tag === 'array') return kind.of.tag === 'number' && !mustBeWhole(kind.of);
    return kind.tag === 'boolean' || (kind.tag === 'number' && !mustBeWhole(kind));
  });
}

/** The nearest loop around a node in the same function. */
export function loopAround(node: SyntaxNode): SyntaxNode | undefined {
  for (const at of ancestorsOf(node)) {
    if (FUNCTION_TYPES.has(at.type)) return undefined;
    if (LOOP_TYPES.has(at.type)) return at;
  }
  return undefined;
}

/** The function around a node. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (const at of ancestorsOf(node)) if (FUNCTION_TYPES.has(at.type)) return at;
  return undefined;
}

/** Whether a statement can leave what is around it: no one knows what then is missing. */
export function jumps(statement: SyntaxNode): boolean {
  let found = false;
  walk(statement, (node) => {
    if (FUNCTION_TYPES.has(node.type)) return false;
    found ||= JUMPS.has(node.type);
    return !found;
  });
  return found;
}

const JUMPS: ReadonlySet<string> = new Set([
  'return_statement',
  'throw_statement',
  'break_statement',
  'continue_statement',
]);
