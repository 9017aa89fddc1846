import { pickWeighted } from '../../../lib/rng.ts';
import { isSafeValue, jittered, literalsOf, numberText } from '../numbers.ts';
import { type Operator, replaced } from './operator.ts';

/** K1: multiplies a constant by something near 1, or a step up or down if it counts. */
export const constJitter: Operator = {
  name: 'constJitter',
  simplifies: false,
  edit({ place }, rng) {
    const literals = literalsOf(place);
    const literal = literals[pickWeighted(rng, [...literals.map(({ weight }) => weight), 0])];
    if (!literal) return undefined;
    const { node, value, isWhole } = literal;
    const drawn = Number(numberText(jittered(rng, value, isWhole)));
    if (!isSafeValue(place.source, literal, drawn)) return undefined;
    return replaced(node, { text: numberText(drawn), isLoose: drawn < 0 });
  },
};
