import { pick } from '../../../lib/rng.ts';
import { isSafeValue, jittered, numberText } from '../numbers.ts';
import { isLoopHead, valueOf } from '../sites.ts';
import { isOpen } from '../source.ts';
import { type Operator, replaced } from './operator.ts';

/** K3, the other way: one use of a shared constant gets a value of its own. */
export const constUnshare: Operator = {
  name: 'constUnshare',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const uses = source.scopes.variables.flatMap((variable) => {
      const value = variable.node.parent?.children.find(
        (child) => child.type === 'number' && child.field === 'value',
      );
      if (variable.declared !== 'const' || !value || variable.references.length < 2) return [];
      return variable.references
        .filter(({ node }) => isOpen(place, node) && !isLoopHead(node))
        .filter(({ node }) => node.type === 'identifier')
        .map(({ node }) => ({ node, value: valueOf(source, value) }));
    });
    if (uses.length === 0) return undefined;
    const { node, value } = pick(rng, uses);
    const drawn = Number(numberText(jittered(rng, value, false)));
    if (!isSafeValue(source, { node, value, isWhole: false, weight: 1 }, drawn)) return undefined;
    return replaced(node, { text: numberText(drawn), isLoose: drawn < 0 });
  },
};
