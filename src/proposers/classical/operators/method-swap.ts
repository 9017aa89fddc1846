import { pick } from '../../../lib/rng.ts';
import { childOf, operatorOf, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import { argumentsOf, calledMethod } from '../kinds/call-kinds.ts';
import { isIndex } from '../kinds/kind.ts';
import { bracketed, isLoopHead } from '../sites.ts';
import { openNodes, type Source } from '../source.ts';
import { drivesLoop, statementAround } from '../statements.ts';
import type { Operator } from './operator.ts';

const CALLS: ReadonlySet<string> = new Set(['call_expression']);

/** E7: another method of the same kind, the other order of sorting, a slice one longer or shorter. */
export const methodSwap: Operator = {
  name: 'methodSwap',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const choices = openNodes(place, CALLS)
      .filter((node) => !isLoopHead(node) && !keepsLoop(source, node))
      .flatMap((node) => changesOf(source, node));
    return choices.length > 0 ? [pick(rng, choices)] : undefined;
  },
};

function keepsLoop(source: Source, node: SyntaxNode): boolean {
  const statement = statementAround(node);
  return statement !== undefined && drivesLoop(source, statement);
}

function changesOf(source: Source, call: SyntaxNode): readonly TextEdit[] {
  const method = calledMethod(call, source.kinds);
  const property = childOf(childOf(call, 'function'), 'property');
  if (!method || !property) return [];
  if (ROUNDING.has(method.name) && isIndex(source.kinds.of(call))) return [];
  const names = SWAPS.find((list) => list.includes(method.name)) ?? [];
  const others = names.filter((name) => name !== method.name);
  return [
    ...others.map((text) => ({ from: property.from, to: property.to, text })),
    ...(SORTING.has(method.name) ? reversals(source, call) : []),
    ...(method.name === 'slice' ? bounds(source, call) : []),
  ];
}

const SWAPS: readonly (readonly string[])[] = [
  ['min', 'max'],
  ['floor', 'ceil', 'round', 'trunc'],
  ['some', 'every'],
  ['push', 'unshift'],
  ['pop', 'shift'],
  ['find', 'findLast'],
  ['findIndex', 'findLastIndex'],
  ['indexOf', 'lastIndexOf'],
  ['reduce', 'reduceRight'],
  ['log', 'log2', 'log10', 'log1p'],
  ['toSorted', 'toReversed'],
];
/** What rounds an index the other way leaves the array. */
const ROUNDING: ReadonlySet<string> = new Set(['floor', 'ceil', 'round', 'trunc']);
const SORTING: ReadonlySet<string> = new Set(['sort', 'toSorted']);

/** `(a, b) => x - y` becomes `(a, b) => y - x`. */
function reversals(source: Source, call: SyntaxNode): readonly TextEdit[] {
  const body = childOf(argumentsOf(call)[0], 'body');
  const [left, right] = [childOf(body, 'left'), childOf(body, 'right')];
  if (!body || !left || !right || operatorOf(body) !== '-') return [];
  const text = `${bracketed(source, right)} - ${bracketed(source, left)}`;
  return [{ from: body.from, to: body.to, text }];
}

function bounds(source: Source, call: SyntaxNode): readonly TextEdit[] {
  return argumentsOf(call).flatMap((bound) =>
    [' + 1', ' - 1'].map((step) => ({
      from: bound.from,
      to: bound.to,
      text: `${bracketed(source, bound)}${step}`,
    })),
  );
}
