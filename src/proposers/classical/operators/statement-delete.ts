import { pickWeighted } from '../../../lib/rng.ts';
import {
  drivesLoop,
  givesFirstValue,
  neededOutside,
  removal,
  statementsOf,
} from '../statements.ts';
import type { Operator } from './operator.ts';

/** S3: a statement that declares nothing that is used, returns nothing and ends no loop is left out. */
export const statementDelete: Operator = {
  name: 'statementDelete',
  simplifies: true,
  edit({ place }, rng) {
    const { source } = place;
    const able = statementsOf(place).filter(
      (node) =>
        node.type !== 'return_statement' &&
        neededOutside(source, node).length === 0 &&
        !givesFirstValue(source, node) &&
        !drivesLoop(source, node),
    );
    // What is small is missed less.
    const weights = able.map(({ from, to }) => 1 / (to - from));
    const node = able[pickWeighted(rng, [...weights, 0])];
    return node && [removal(source, node)];
  },
};
