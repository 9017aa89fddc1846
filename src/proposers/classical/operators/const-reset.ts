import { pick, pickWeighted } from '../../../lib/rng.ts';
import { drawConstant, isSafeValue, literalsOf, numberText } from '../numbers.ts';
import { valueOf } from '../sites.ts';
import { type Operator, replaced } from './operator.ts';

/** K2: another constant altogether: a usual one, one of the file's or a donor's, or anything near 1. */
export const constReset: Operator = {
  name: 'constReset',
  simplifies: false,
  edit({ place, donors }, rng) {
    const literals = literalsOf(place);
    const literal = literals[pickWeighted(rng, [...literals.map(({ weight }) => weight), 0])];
    if (!literal) return undefined;
    const drawn = (): number => {
      if (rng.next() < 0.7) return drawConstant(rng);
      const from = pick(rng, [place.source, ...donors]);
      const others = from.nodes.filter(({ type }) => type === 'number');
      return others.length > 0 ? valueOf(from, pick(rng, others)) : drawConstant(rng);
    };
    const value = literal.isWhole ? Math.min(Math.round(drawn()), 16) : drawn();
    if (!isSafeValue(place.source, literal, value)) return undefined;
    return replaced(literal.node, { text: numberText(value), isLoose: value < 0 });
  },
};
