/** New constants, and where a constant may not be just any number. */
import { operatorOf, type SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import { pick, type Rng } from '../../lib/rng.ts';
import { isIndex, type Kind, mustBeWhole } from './kinds/kind.ts';
import { demandAt, isDivisor, isLoopHead, valueOf } from './sites.ts';
import { isOpen, type Place, type Source } from './source.ts';

/** A number literal that may change. */
export interface Literal {
  readonly node: SyntaxNode;
  readonly value: number;
  readonly isWhole: boolean;
  /** How readily it is taken: what tunes more than what counts. */
  readonly weight: number;
}

/** The literals of a place that may change: not what indexes, nor what a loop ends by. */
export function literalsOf(place: Place): readonly Literal[] {
  return place.source.nodes
    .filter((node) => node.type === 'number' && isOpen(place, node) && isValue(node))
    .map((node) => literalAt(place.source, node))
    .filter(({ node, value, isWhole }) => {
      const isSigned = node.parent?.type === 'unary_expression';
      return Number.isFinite(value) && !(isWhole && isSigned);
    });
}

function isValue(node: SyntaxNode): boolean {
  return node.field !== 'key' && !isLoopHead(node);
}

function literalAt(source: Source, node: SyntaxNode): Literal {
  const isSigned = node.parent?.type === 'unary_expression';
  const demand = demandAt(isSigned && node.parent ? node.parent : node, source);
  const isWhole = mustBeWhole(demand);
  return { node, value: valueOf(source, node), isWhole, weight: readiness(node, demand) };
}

function readiness(node: SyntaxNode, demand: Kind): number {
  if (isIndex(demand)) return 0.1;
  if (mustBeWhole(demand)) return 0.25;
  return node.parent?.type === 'variable_declarator' ? 3 : 1;
}

/** Whether a literal can become `value` without dividing by 0 or keeping a loop from its end. */
export function isSafeValue(source: Source, { node, value: old }: Literal, value: number): boolean {
  if (!Number.isFinite(value) || value === old) return false;
  const uses = [node, ...usesOfNamed(source, node)];
  if (value === 0 && uses.some(isDivisor)) return false;
  if (!uses.some(isLoopHead)) return true;
  return Math.sign(value) === Math.sign(old) && (old <= 1 || value > 1.04);
}

/** Where the constant that a literal is the value of is used. */
function usesOfNamed({ scopes }: Source, node: SyntaxNode): readonly SyntaxNode[] {
  const { parent } = node;
  const name = parent?.type === 'variable_declarator' ? parent.children[0] : undefined;
  const variable = name && scopes.variableAt(name);
  return variable?.references.map((reference) => reference.node) ?? [];
}

/** A number as it is written in a program: three digits are enough. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Some constant, most often between a tenth and ten. */
export function drawConstant(rng: Rng): number {
  if (rng.next() < 0.5) return pick(rng, [0, 1, 2, 0.5, 0.1, 3, 10, 100]);
  return Number((0.7 * Math.exp(1.2 * rng.normal())).toPrecision(2));
}

/** A share between two values: most often small. */
export function drawShare(rng: Rng): number {
  return Number((0.02 + 0.9 * rng.next() ** 1.5).toPrecision(2));
}

/** `value` a little or much changed; whole if it has to be. */
export function jittered(rng: Rng, value: number, isWhole: boolean): number {
  const sigma = rng.next() < 0.6 ? 0.1 : 0.7;
  if (isWhole) return jitteredWhole(rng, value, sigma);
  if (value === 0) return (rng.next() < 0.75 ? 1 : -1) * Math.exp(1.2 * rng.normal() - 1.5);
  return value * Math.exp(sigma * rng.normal());
}

function jitteredWhole(rng: Rng, value: number, sigma: number): number {
  const isPower = value >= 8 && Number.isInteger(Math.log2(value));
  if (isPower && rng.next() < 0.5) return rng.next() < 0.5 ? value * 2 : value / 2;
  const moved = Math.round(value * Math.exp(sigma * rng.normal()));
  if (moved !== value) return moved;
  return value <= 1 || rng.next() < 0.5 ? value + 1 : value - 1;
}

/** The class of operators in which a binary expression's can be exchanged. */
export function operatorClass(node: SyntaxNode): readonly string[] {
  const operator = operatorOf(node);
  return CLASSES.find((list) => list.includes(operator)) ?? [];
}

const CLASSES: readonly (readonly string[])[] = [
  ['+', '-', '*', '/', '%'],
  ['<', '<=', '>', '>='],
  ['===', '!=='],
  ['&&', '||'],
];
