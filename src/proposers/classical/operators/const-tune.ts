import { pick, pickWeighted, type Rng } from '../../../lib/rng.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { isSafeValue, jittered, type Literal, literalsOf, numberText } from '../numbers.ts';
import type { Source } from '../source.ts';
import { type Operator, replaced } from './operator.ts';

/** Shares that a setting is often a good one of. */
const USUAL: readonly number[] = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1];
/** A setting that was 0 becomes something between these, any magnitude alike. */
const SMALLEST = 0.01;
const LARGEST = 2;

/**
 * K4: another value for a setting, a constant that the program gives a name, or for any constant if it names none.
 *
 * Unlike K1 it also leaves 0 and moves shares by absolute steps, as who tunes by hand does.
 */
export const constTune: Operator = {
  name: 'constTune',
  simplifies: false,
  tunes: true,
  edit({ place }, rng) {
    const literals = literalsOf(place);
    const named = literals.filter(({ node }) => isConstant(place.source, node));
    const all = named.length > 0 ? named : literals;
    const literal = all[pickWeighted(rng, [...all.map(({ weight }) => weight), 0])];
    if (!literal) return undefined;
    const drawn = Number(numberText(tuned(literal, rng)));
    if (!isSafeValue(place.source, literal, drawn)) return undefined;
    return replaced(literal.node, { text: numberText(drawn), isLoose: drawn < 0 });
  },
};

/** Whether a literal is all that a constant stands for. */
function isConstant({ scopes }: Source, { parent }: SyntaxNode): boolean {
  const name = parent?.type === 'variable_declarator' ? parent.children[0] : undefined;
  return name !== undefined && scopes.variableAt(name)?.declared === 'const';
}

function tuned({ value, isWhole }: Literal, rng: Rng): number {
  if (isWhole) return jittered(rng, value, true);
  const way = rng.next();
  const isShare = value >= 0 && value <= 1;
  if (value === 0) {
    return way < 0.3
      ? pick(rng, USUAL)
      : SMALLEST * Math.exp(rng.next() * Math.log(LARGEST / SMALLEST));
  }
  if (isShare && way < 0.25) return pick(rng, USUAL);
  if (isShare && way < 0.65) return Math.max(0, value + 0.15 * rng.normal());
  if (way < 0.7) return 0;
  return jittered(rng, value, false);
}
