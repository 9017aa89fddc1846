import { pick } from '../../../lib/rng.ts';
import { nodesWhere } from '../../../lib/syntax/syntax-node.ts';
import { rebound } from '../rebind.ts';
import { textOf } from '../source.ts';
import { drivesLoop, insertAfter, isGentle, statementsOf } from '../statements.ts';
import type { Operator } from './operator.ts';

/** S3: a statement is carried out once more, after itself or after another where its names are at hand. */
export const statementDuplicate: Operator = {
  name: 'statementDuplicate',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const statements = statementsOf(place);
    const able = statements.filter(
      (node) =>
        REPEATABLE.has(node.type) &&
        !drivesLoop(source, node) &&
        (isGentle(source, node) || SETTLING.test(textOf(source, node))) &&
        nodesWhere(node, ({ type }) => type === 'return_statement').length === 0,
    );
    if (able.length === 0) return undefined;
    const node = pick(rng, able);
    const after = statements.filter(
      (other) => !LEAVING.has(other.type) && !(node.from <= other.from && other.to < node.to),
    );
    const goal = rng.next() < 0.4 || after.length === 0 ? node : pick(rng, after);
    const text = rebound(source, node, { source, at: goal }, rng)?.text;
    return text === undefined ? undefined : [insertAfter(source, goal, text)];
  },
};

const REPEATABLE: ReadonlySet<string> = new Set([
  'expression_statement',
  'if_statement',
  'for_statement',
  'for_in_statement',
]);
/** What does no more when it is done again, unless something came between. */
const SETTLING = /\.(?:sort|reverse)\(/;
const LEAVING: ReadonlySet<string> = new Set([
  'return_statement',
  'continue_statement',
  'break_statement',
  'throw_statement',
]);
