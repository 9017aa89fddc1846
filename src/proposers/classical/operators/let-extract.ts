import { pick } from '../../../lib/rng.ts';
import { growerAt } from '../grow.ts';
import { numberOf } from '../kinds/kind.ts';
import { drawShare, numberText } from '../numbers.ts';
import { bracketed, numberSites } from '../sites.ts';
import { freshName } from '../source.ts';
import { insertBefore, statementAround } from '../statements.ts';
import { type Operator, replaced } from './operator.ts';

/** Characters of the largest expression that the new variable joins. */
const LARGEST = 120;

/** S2: a new variable with something worth knowing, that an expression further down makes use of. */
export const letExtract: Operator = {
  name: 'letExtract',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const able = numberSites(place).flatMap(({ node, kind }) => {
      const statement = node.to - node.from <= LARGEST ? statementAround(node) : undefined;
      return statement &&
        place.ranges.some(({ from, to }) => from <= statement.from && statement.from <= to)
        ? [{ node, kind, statement }]
        : [];
    });
    if (able.length === 0) return undefined;
    const { node, kind, statement } = pick(rng, able);
    const wanted = rng.next() < 0.5 ? kind : numberOf();
    const value = growerAt(source, statement, rng).grow(wanted, rng.int(1, 3));
    if (!value) return undefined;
    const name = freshName(source, 'feature');
    const own = bracketed(source, node);
    const share = numberText(drawShare(rng));
    const use = pick(rng, [
      { text: `${own} + ${share} * ${name}`, isLoose: true },
      { text: `${own} - ${share} * ${name}`, isLoose: true },
      { text: `(1 - ${share}) * ${own} + ${share} * ${name}`, isLoose: true },
      { text: `${own} * ${name}`, isLoose: true },
      { text: `${own} / (1 + Math.abs(${name}))`, isLoose: true },
      { text: `Math.max(${own}, ${name})`, isLoose: false },
      { text: `Math.min(${own}, ${name})`, isLoose: false },
      { text: name, isLoose: false },
    ]);
    return [
      insertBefore(source, statement, `const ${name} = ${value.text};`),
      ...replaced(node, use),
    ];
  },
};
