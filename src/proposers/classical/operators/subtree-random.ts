import { pick } from '../../../lib/rng.ts';
import { growerAt } from '../grow.ts';
import { mustBeWhole } from '../kinds/kind.ts';
import { sitesOf } from '../sites.ts';
import { textOf } from '../source.ts';
import { type Operator, replaced } from './operator.ts';

/** Characters of the largest expression that gives way to a random one. */
const LARGEST = 60;

/** E3: a new expression of the same kind, from what is in scope. */
export const subtreeRandom: Operator = {
  name: 'subtreeRandom',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const sites = sitesOf(place).filter(
      ({ node, kind }) =>
        (kind.tag === 'number' || kind.tag === 'boolean') && node.to - node.from <= LARGEST,
    );
    const free = sites.filter(({ kind }) => !mustBeWhole(kind));
    const from = free.length > 0 && rng.next() < 0.85 ? free : sites;
    if (from.length === 0) return undefined;
    const { node, kind } = pick(rng, from);
    const grown = growerAt(source, node, rng).grow(kind, rng.int(1, 3));
    if (!grown || grown.text === textOf(source, node)) return undefined;
    return replaced(node, grown);
  },
};
