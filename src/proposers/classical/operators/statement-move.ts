import { pick } from '../../../lib/rng.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { type Source, textOf } from '../source.ts';
import {
  drivesLoop,
  givesFirstValue,
  insertAfter,
  insertBefore,
  isGentle,
  jumps,
  neededOutside,
  removal,
  siblingsOf,
  skipsDriver,
  statementsOf,
  usesOf,
} from '../statements.ts';
import type { Operator } from './operator.ts';

/** S3: two neighbours change places, or a statement moves within its block, into the next or out of its own. */
export const statementMove: Operator = {
  name: 'statementMove',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const statements = statementsOf(place);
    const able = statements.filter((node) => canMove(source, node));
    if (able.length === 0) return undefined;
    const node = pick(rng, able);
    const home = rng.next() < 0.6 || !isGentle(source, node) ? siblingsOf(node) : statements;
    const places = home.filter((other) => statements.includes(other) && isApart(node, other));
    const goals = places.filter((other) => isGoal(source, node, other));
    if (goals.length === 0) return undefined;
    const goal = pick(rng, goals);
    const text = textOf(source, node);
    const put = goal.from > node.from ? insertAfter : insertBefore;
    return [removal(source, node), put(source, goal, text)];
  },
};

function canMove(source: Source, node: SyntaxNode): boolean {
  return (
    node.type !== 'return_statement' &&
    neededOutside(source, node).length === 0 &&
    !drivesLoop(source, node)
  );
}

/** Whether a move to `other` makes a difference and leaves both what they are for. */
function isGoal(source: Source, node: SyntaxNode, other: SyntaxNode): boolean {
  const isLater = other.from > node.from;
  // After a jump nothing is carried out; a guard or a first value is of no use when it comes later.
  const isEarly = jumps(node) || givesFirstValue(source, node);
  if (isLater && (isJump(other) || isEarly)) return false;
  return interferes(source, node, other) && !(jumps(node) && skipsDriver(source, other));
}

function isJump({ type }: SyntaxNode): boolean {
  return /^(?:return|continue|break|throw)_statement$/.test(type);
}

function isApart(a: SyntaxNode, b: SyntaxNode): boolean {
  return a.to <= b.from || b.to <= a.from;
}

/** Whether it matters which of two statements comes first. */
function interferes(source: Source, a: SyntaxNode, b: SyntaxNode): boolean {
  if (jumps(a) || jumps(b)) return true;
  const [one, two] = [usesOf(source, a), usesOf(source, b)];
  const meets = (changed: typeof one.changed, other: typeof two): boolean =>
    [...changed].some((variable) => other.read.has(variable) || other.changed.has(variable));
  return meets(one.changed, two) || meets(two.changed, one);
}
