/** The expressions that can give way to others, and what has to stand there. */
import { childOf, contains, operatorOf, type SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import { isIndex, isKnown, type Kind, mustBeWhole, numberOf } from './kinds/kind.ts';
import { newSort } from './kinds/sort.ts';
import { isOpen, type Place, type Source } from './source.ts';

/** An expression that may be replaced. */
export interface Site {
  readonly node: SyntaxNode;
  /** What has to stand there; a number is a count or an index only where it has to be. */
  readonly kind: Kind;
}

/** All sites of the parts that may change, of the kinds that are known. */
export function sitesOf(place: Place): readonly Site[] {
  const { source } = place;
  return source.nodes.flatMap((node) => {
    if (!isReplaceable(node, source) || !isOpen(place, node)) return [];
    const kind = demandAt(node, source);
    return isKnown(kind) ? [{ node, kind }] : [];
  });
}

/** The sites with a number, free of having to be whole or not. */
export function numberSites(place: Place, isFree = true): readonly Site[] {
  return sitesOf(place).filter(
    ({ kind }) => kind.tag === 'number' && (!isFree || !mustBeWhole(kind)),
  );
}

/** What has to stand at a node. */
export function demandAt(node: SyntaxNode, { kinds }: Source): Kind {
  const kind = kinds.of(node);
  if (kind.tag !== 'number') return kind;
  for (let at: SyntaxNode | undefined = node; at && isPart(at, node); at = at.parent) {
    const whole = kinds.of(at);
    if (mustBeWhole(whole)) return at === node ? whole : numberOf(newSort('count'));
  }
  const compared = comparedWith(node, kinds);
  return compared && isIndex(compared) ? compared : kind;
}

/** What a node is compared with: where an index is told from what is none, only another index makes sense. */
function comparedWith(node: SyntaxNode, kinds: Source['kinds']): Kind | undefined {
  const { parent, field } = node;
  if (parent?.type !== 'binary_expression' || !COMPARING.has(operatorOf(parent))) return undefined;
  return kinds.of(childOf(parent, field === 'left' ? 'right' : 'left'));
}

const COMPARING: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Whether a fraction in `node` makes `at` one. */
function isPart(at: SyntaxNode, node: SyntaxNode): boolean {
  if (at === node || at.type === 'parenthesized_expression') return true;
  if (at.type === 'unary_expression' || at.type === 'ternary_expression') return true;
  return at.type === 'binary_expression' && WHOLE_OPERATORS.has(operatorOf(at));
}

const WHOLE_OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '%', '??']);

const REPLACEABLE: ReadonlySet<string> = new Set([
  'identifier',
  'number',
  'true',
  'false',
  'array',
  'binary_expression',
  'unary_expression',
  'ternary_expression',
  'call_expression',
  'member_expression',
  'subscript_expression',
]);

function isReplaceable(node: SyntaxNode, source: Source): boolean {
  if (!REPLACEABLE.has(node.type) || !node.parent) return false;
  if (node.type === 'identifier' && !isRead(node, source)) return false;
  return !isFixed(node, node.parent) && !isLoopHead(node) && !isNegated(node);
}

/** Whether a name is only read, and stands for a variable or a number such as Infinity. */
function isRead(node: SyntaxNode, { scopes, kinds }: Source): boolean {
  const reference = scopes.referenceAt(node);
  if (!reference || reference.writes) return false;
  return reference.variable !== undefined || kinds.of(node).tag === 'number';
}

/** Whether a node does what only itself can do in its parent. */
function isFixed(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (node.field === 'function' || parent.type === 'expression_statement') return true;
  if (parent.type === 'pair' && node.field === 'key') return true;
  return isTarget(node);
}

/** Whether a node is assigned to, or is what an element is assigned in. */
export function isTarget(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === 'update_expression') return true;
  if (ASSIGNING.has(parent.type) && node.field === 'left') return true;
  return ACCESS.has(parent.type) && node.field === 'object' && isTarget(parent);
}

const ASSIGNING: ReadonlySet<string> = new Set([
  'assignment_expression',
  'augmented_assignment_expression',
  'for_in_statement',
]);
const ACCESS: ReadonlySet<string> = new Set(['member_expression', 'subscript_expression']);

/** The digits of a negative number belong to its sign. */
function isNegated(node: SyntaxNode): boolean {
  return node.type === 'number' && node.parent?.type === 'unary_expression';
}

/** Whether a node is where a loop decides whether to go on: a slip there never ends. */
export function isLoopHead(node: SyntaxNode): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    const isHead =
      at.field === 'increment' || (at.field === 'condition' && CONDITIONAL.has(parent.type));
    if (isHead) return true;
    if (at.type.endsWith('statement') || at.type === 'statement_block') return false;
  }
  return false;
}

const CONDITIONAL: ReadonlySet<string> = new Set([
  'for_statement',
  'while_statement',
  'do_statement',
]);

/** The text of `node` in brackets where it could fall apart among operators. */
export function bracketed(source: Source, node: SyntaxNode): string {
  const text = source.text.slice(node.from, node.to);
  return LOOSE.has(node.type) ? `(${text})` : text;
}

/** A text that stands for an expression, in brackets if the place needs them. */
export function fitted(text: string, isLoose: boolean, at: SyntaxNode): string {
  const parent = at.parent?.type ?? '';
  return isLoose && TIGHT.has(parent) && !isArgumentLike(at) ? `(${text})` : text;
}

function isArgumentLike(at: SyntaxNode): boolean {
  return at.field === 'index';
}

const LOOSE: ReadonlySet<string> = new Set([
  'binary_expression',
  'unary_expression',
  'ternary_expression',
  'arrow_function',
  'assignment_expression',
  'augmented_assignment_expression',
  'object',
]);

const TIGHT: ReadonlySet<string> = new Set([
  'binary_expression',
  'unary_expression',
  'ternary_expression',
  'member_expression',
  'subscript_expression',
  'call_expression',
  'as_expression',
  'non_null_expression',
]);

/** Whether an expression of this type falls apart among operators. */
export function isLoose(type: string): boolean {
  return LOOSE.has(type);
}

/** Whether one of two nodes holds the other. */
export function overlap(a: SyntaxNode, b: SyntaxNode): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether `text` stands on the other side already: what is compared with or assigned to itself does nothing. */
export function isTwin(source: Source, node: SyntaxNode, text: string): boolean {
  const { parent, field } = node;
  if (field !== 'left' && field !== 'right') return false;
  const other = childOf(parent, field === 'left' ? 'right' : 'left');
  return other !== undefined && source.text.slice(other.from, other.to) === text;
}

/** The right operand of a division: it must not be 0. */
export function isDivisor(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'parenthesized_expression') return isDivisor(parent);
  const operator = parent ? operatorOf(parent) : '';
  return node.field === 'right' && ['/', '%', '/=', '%='].includes(operator);
}

/** The value of a number literal. */
export function valueOf(source: Source, node: SyntaxNode): number {
  return Number(source.text.slice(node.from, node.to).replaceAll('_', ''));
}
