import { pick, type Rng } from '../../../lib/rng.ts';
import { childOf, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { growerAt, type Grower } from '../grow.ts';
import { BOOLEAN, isIndex, isKnown } from '../kinds/kind.ts';
import { returnedNodes } from '../kinds/infer-kinds.ts';
import { namesAt } from '../names.ts';
import { rebound } from '../rebind.ts';
import type { Source } from '../source.ts';
import {
  functionAround,
  insertBefore,
  loopAround,
  skipsDriver,
  statementsOf,
} from '../statements.ts';
import type { Operator } from './operator.ts';

/** S1: `if (test)` something else: goes on with the loop, returns, or changes a variable. */
export const guardInsert: Operator = {
  name: 'guardInsert',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const statements = statementsOf(place);
    if (statements.length === 0) return undefined;
    const statement = pick(rng, statements);
    const grower = growerAt(source, statement, rng);
    const test = testFor(source, statement, { grower, rng });
    const act = pick(rng, ACTS)({ source, statement, grower, rng });
    if (test === undefined || act === undefined) return undefined;
    return [insertBefore(source, statement, `if (${test}) ${act}`)];
  },
};

/** A new test, or one of the file's whose names are at hand. */
function testFor(
  source: Source,
  statement: SyntaxNode,
  { grower, rng }: { readonly grower: Grower; readonly rng: Rng },
): string | undefined {
  const tests = source.nodes.filter(
    ({ type, parent }) => type === 'binary_expression' && parent?.field !== 'increment',
  );
  const known = tests.filter((node) => source.kinds.of(node).tag === 'boolean');
  if (known.length > 0 && rng.next() < 0.3) {
    const text = rebound(source, pick(rng, known), { source, at: statement }, rng)?.text;
    if (text !== undefined) return text;
  }
  return grower.grow(BOOLEAN, 2)?.text;
}

interface Acting {
  readonly source: Source;
  readonly statement: SyntaxNode;
  readonly grower: Grower;
  readonly rng: Rng;
}

type Act = (acting: Acting) => string | undefined;

/** A loop that is not certain to come to its end goes on only by its own means. */
const leave: Act = ({ source, statement, rng }) => {
  const loop = loopAround(statement);
  if (!loop || skipsDriver(source, statement)) return undefined;
  const isBounded = loop.type === 'for_in_statement' || childOf(loop, 'increment') !== undefined;
  return isBounded && rng.next() < 0.85 ? 'continue;' : 'break;';
};

const giveBack: Act = ({ source, statement, grower, rng }) => {
  const owner = functionAround(statement);
  if (!owner) return undefined;
  const values = returnedNodes(owner);
  if (values.length === 0) return 'return;';
  const kind = source.kinds.returnedBy(owner);
  if (!isKnown(kind)) return undefined;
  const grown = grower.grow(kind, 1)?.text;
  if (grown !== undefined) return `return ${grown};`;
  const text = rebound(source, pick(rng, values), { source, at: statement }, rng)?.text;
  return text === undefined ? undefined : `return ${text};`;
};

/** Changes a variable that can change. */
const adjust: Act = ({ source, statement, grower, rng }) => {
  const variables = [...namesAt(source, statement)].filter(([, { declared, scope }]) => {
    return (declared === 'let' || declared === 'var') && scope.parent !== undefined;
  });
  const loose = variables.filter(([, variable]) => !steersLoop(source, variable.node, statement));
  if (loose.length === 0) return undefined;
  const [name, variable] = pick(rng, loose);
  const kind = source.kinds.ofVariable(variable);
  if (!isKnown(kind)) return undefined;
  const value = grower.grow(kind, 2)?.text;
  if (value === undefined || value === name) return undefined;
  const isQuantity = kind.tag === 'number' && !isIndex(kind);
  if (!isQuantity) return `${name} = ${value};`;
  return `${name} ${pick(rng, ['=', '+=', '-=', '*='])} ${value};`;
};

/** Whether a variable is what a loop around counts with. */
function steersLoop(source: Source, variable: SyntaxNode, statement: SyntaxNode): boolean {
  for (let loop = loopAround(statement); loop; loop = loopAround(loop)) {
    const head = childOf(loop, 'condition');
    const owner = source.scopes.variableAt(variable);
    const isRead = owner?.references.some(
      ({ node }) => head && head.from <= node.from && node.to <= head.to,
    );
    if (isRead === true) return true;
  }
  return false;
}

const ACTS: readonly Act[] = [leave, leave, giveBack, adjust, adjust];
