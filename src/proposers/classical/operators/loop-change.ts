import { pick, type Rng } from '../../../lib/rng.ts';
import { childOf, operatorOf, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import { growerAt } from '../grow.ts';
import { calledMethod } from '../kinds/call-kinds.ts';
import { bracketed } from '../sites.ts';
import { freshName, openNodes, type Source, textOf } from '../source.ts';
import { indentOf } from '../statements.ts';
import type { Operator } from './operator.ts';

const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'for_in_statement']);

/** S4: a loop that starts elsewhere, ends earlier, takes larger steps, goes backwards or goes round again. */
export const loopChange: Operator = {
  name: 'loopChange',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const loops = openNodes(place, LOOPS);
    const walks = openNodes(place, CALLS).filter((call) => isWalk(source, call));
    if (loops.length + walks.length === 0) return undefined;
    const node = pick(rng, [...loops, ...walks]);
    const changes = node.type === 'for_statement' ? COUNTED : ALONG;
    const edit = pick(rng, changes)({ source, node, rng });
    return edit && [edit];
  },
};

const CALLS: ReadonlySet<string> = new Set(['call_expression']);

/** Whether a call goes over an array without asking where it is. */
function isWalk(source: Source, call: SyntaxNode): boolean {
  const method = calledMethod(call, source.kinds);
  if (!method || !WALKS.has(method.name)) return false;
  return source.kinds.of(method.object).tag === 'array';
}

const WALKS: ReadonlySet<string> = new Set(['reduce', 'some', 'every', 'find', 'filter']);

interface Changing {
  readonly source: Source;
  readonly node: SyntaxNode;
  readonly rng: Rng;
}

type Change = (changing: Changing) => TextEdit | undefined;

/** Fewer rounds: the bound comes closer, so that no index leaves its array. */
const bound: Change = ({ source, node, rng }) => {
  const condition = childOf(node, 'condition');
  const right = childOf(condition, 'right');
  if (!condition || !right) return undefined;
  const own = bracketed(source, right);
  const step = rng.int(1, 4);
  const isUp = operatorOf(condition).startsWith('<');
  const isDown = operatorOf(condition).startsWith('>');
  if (!isUp && !isDown) return undefined;
  const other = growerAt(source, right, rng).terms.filter(({ kind }) => kind.tag === 'number');
  const closer = rng.next() < 0.4 && other.length > 0 ? pick(rng, other).text : undefined;
  const moved = isUp ? `${own} - ${step}` : `${own} + ${step}`;
  const limited = `Math.${isUp ? 'min' : 'max'}(${textOf(source, right)}, ${closer})`;
  return { from: right.from, to: right.to, text: closer === undefined ? moved : limited };
};

/** Starts later, or at something else of the same sort. */
const start: Change = ({ source, node, rng }) => {
  const declarator = childOf(node, 'initializer')?.children.find(
    ({ type }) => type === 'variable_declarator',
  );
  const value = childOf(declarator, 'value');
  const condition = childOf(node, 'condition');
  if (!value || !condition) return undefined;
  const grown = growerAt(source, value, rng).grow(source.kinds.of(value), 1);
  const { from, to } = value;
  if (grown && rng.next() < 0.6) return { from, to, text: grown.text };
  const sign = operatorOf(condition).startsWith('<') ? '+' : '-';
  return { from, to, text: `${bracketed(source, value)} ${sign} ${rng.int(1, 3)}` };
};

const stride: Change = ({ source, node, rng }) => {
  const step = childOf(node, 'increment');
  const counter = childOf(step, 'argument') ?? childOf(step, 'left');
  if (!step || !counter) return undefined;
  const name = textOf(source, counter);
  const operator = operatorOf(step);
  const { from, to } = step;
  if (operator === '++') return { from, to, text: `${name} += ${rng.int(2, 3)}` };
  if (operator === '--') return { from, to, text: `${name} -= ${rng.int(2, 3)}` };
  const right = childOf(step, 'right');
  if (!right || !STEPPING.has(operator)) return undefined;
  return {
    from,
    to,
    text: `${name} ${operator} ${pick(rng, [1.25, 1.5, 2, 3])} * ${bracketed(source, right)}`,
  };
};

const STEPPING: ReadonlySet<string> = new Set(['*=', '+=', '-=']);

/** The whole loop again, so that what it betters is bettered twice. */
const again: Change = ({ source, node, rng }) => {
  const round = freshName(source, 'round');
  const head = `for (let ${round} = 0; ${round} < ${rng.int(2, 3)}; ${round}++)`;
  const indent = indentOf(source, node);
  const text = `${head} {\n${indent}${textOf(source, node)}\n${indent}}`;
  const isStatement = node.parent?.type === 'statement_block';
  return isStatement ? { from: node.from, to: node.to, text } : undefined;
};

const COUNTED: readonly Change[] = [bound, start, stride, again];

/** Over a part of the items, or in the other order. */
const part: Change = ({ source, node, rng }) => {
  const items = childOf(node, 'right') ?? childOf(childOf(node, 'function'), 'object');
  const kind = source.kinds.of(items);
  const isList = kind.tag === 'array' || kind.tag === 'iterable' || kind.tag === 'set';
  if (!items || !isList) return undefined;
  const copy = `[...${textOf(source, items)}]`;
  const list = kind.tag === 'array' ? bracketed(source, items) : copy;
  const k = pick(rng, [1, 1, 2, 3, 4, 8, 16]);
  const ends = [`.slice(${k})`, `.slice(-${k})`, `.slice(0, -${k})`, `.slice(0, ${k})`];
  const text = rng.next() < 0.4 ? `${copy}.reverse()` : `${list}${pick(rng, ends)}`;
  return { from: items.from, to: items.to, text };
};

const ALONG: readonly Change[] = [part, part, part, again];
