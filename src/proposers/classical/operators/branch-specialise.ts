import { pick, type Rng } from '../../../lib/rng.ts';
import { contains, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { applyEdits } from '../../../lib/text-edit.ts';
import { growerAt } from '../grow.ts';
import { BOOLEAN } from '../kinds/kind.ts';
import { bracketed, numberSites } from '../sites.ts';
import { type Source, textOf } from '../source.ts';
import { drivesLoop, indentOf, neededOutside, statementsOf } from '../statements.ts';
import { binopSwap } from './binop-swap.ts';
import { constJitter } from './const-jitter.ts';
import { constReset } from './const-reset.ts';
import { copy } from './copy.ts';
import { hoist } from './hoist.ts';
import { type Operator, replaced, type Workpiece } from './operator.ts';
import { subtreeRandom } from './subtree-random.ts';
import { varSwap } from './var-swap.ts';
import { wrap } from './wrap.ts';

/** What changes one of the two branches. */
const INNER: readonly Operator[] = [
  binopSwap,
  constJitter,
  constReset,
  copy,
  hoist,
  subtreeRandom,
  varSwap,
  wrap,
];
/** Characters of the largest piece that is doubled. */
const LARGEST = 400;

/** S5: two cases instead of one, told apart by a test; what was done before is done in one, something like it in the other. */
export const branchSpecialise: Operator = {
  name: 'branchSpecialise',
  simplifies: false,
  edit(work, rng) {
    return rng.next() < 0.5 ? splitExpression(work, rng) : splitStatement(work, rng);
  },
};

function splitExpression(work: Workpiece, rng: Rng): ReturnType<Operator['edit']> {
  const { source } = work.place;
  const sites = numberSites(work.place).filter(
    ({ node }) => node.type !== 'number' && node.to - node.from <= LARGEST,
  );
  if (sites.length === 0) return undefined;
  const { node } = pick(rng, sites);
  const other = changed(work, node, rng);
  const test = growerAt(source, node, rng).grow(BOOLEAN, 1)?.text;
  if (other === undefined || test === undefined) return undefined;
  return replaced(node, {
    text: `${test} ? (${other}) : ${bracketed(source, node)}`,
    isLoose: true,
  });
}

function splitStatement(work: Workpiece, rng: Rng): ReturnType<Operator['edit']> {
  const { source } = work.place;
  const able = statementsOf(work.place).filter((node) => canSplit(source, node));
  if (able.length === 0) return undefined;
  const node = pick(rng, able);
  const other = changed(work, node, rng);
  const test = growerAt(source, node, rng).grow(BOOLEAN, 1)?.text;
  if (other === undefined || test === undefined) return undefined;
  const indent = indentOf(source, node);
  const branch = (text: string): string => `{\n${indent}  ${text}\n${indent}}`;
  const text = `if (${test}) ${branch(other)} else ${branch(textOf(source, node))}`;
  return [{ from: node.from, to: node.to, text }];
}

function canSplit(source: Source, node: SyntaxNode): boolean {
  return (
    node.to - node.from <= LARGEST &&
    !LEAVING.has(node.type) &&
    neededOutside(source, node).length === 0 &&
    !drivesLoop(source, node)
  );
}

const LEAVING: ReadonlySet<string> = new Set(['continue_statement', 'break_statement']);

/** The text of a piece after a small change inside it. */
function changed(work: Workpiece, piece: SyntaxNode, rng: Rng): string | undefined {
  const { source } = work.place;
  const place = { source, ranges: [{ from: piece.from, to: piece.to }] };
  for (let tries = 0; tries < 4; tries++) {
    const edits = pick(rng, INNER).edit({ ...work, place }, rng);
    if (!edits?.every((edit) => contains(piece, { ...piece, ...edit }))) continue;
    const shifted = edits.map((edit) => ({
      ...edit,
      from: edit.from - piece.from,
      to: edit.to - piece.from,
    }));
    return applyEdits(textOf(source, piece), shifted);
  }
  return undefined;
}
