import { pick } from '../../../lib/rng.ts';
import { childOf, operatorOf, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { isIndex, mustBeWhole } from '../kinds/kind.ts';
import { operatorClass } from '../numbers.ts';
import { bracketed, demandAt, isLoopHead } from '../sites.ts';
import { openNodes, type Source } from '../source.ts';
import { type Operator, replaced } from './operator.ts';

const BINARY: ReadonlySet<string> = new Set(['binary_expression']);

/** E1: another operator of the same class; the operands stay. */
export const binopSwap: Operator = {
  name: 'binopSwap',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const able = openNodes(place, BINARY).flatMap((node) => {
      const others = isLoopHead(node) ? [] : othersFor(source, node);
      return others.length > 0 ? [{ node, others }] : [];
    });
    if (able.length === 0) return undefined;
    const { node, others } = pick(rng, able);
    const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
    if (!left || !right) return undefined;
    const text = `${bracketed(source, left)} ${pick(rng, others)} ${bracketed(source, right)}`;
    return replaced(node, { text, isLoose: true });
  },
};

function othersFor(source: Source, node: SyntaxNode): readonly string[] {
  const operator = operatorOf(node);
  const others = operatorClass(node).filter((other) => other !== operator);
  if (!ARITHMETIC.has(operator)) return others;
  if (source.kinds.of(node).tag !== 'number') return [];
  const demand = demandAt(node, source);
  if (isIndex(demand)) return [];
  const isWhole = mustBeWhole(demand);
  return others.filter((other) => other !== '%' && !(isWhole && other === '/'));
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
