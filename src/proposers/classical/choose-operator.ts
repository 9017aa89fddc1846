import { drawBeta } from '../../lib/beta.ts';
import { pick, type Rng } from '../../lib/rng.ts';
import type { Brief } from '../../contracts/proposer.ts';
import type { Operator } from './operators/operator.ts';

/** Share of choices in which every operator has the same chance. */
const UNIFORM_SHARE = 0.25;

/**
 * One of several operators by what they were worth so far: the largest of one draw each from Beta(1 + successes,
 * 1 + failures), and any with the same chance in a quarter of the cases. Older results count less already.
 *
 * @see Raj & Kalyani 2017, "Taming non-stationary bandits"
 */
export function chooseOperator(
  operators: readonly Operator[],
  credit: Brief['creditByOperator'],
  rng: Rng,
): Operator {
  if (rng.next() < UNIFORM_SHARE) return pick(rng, operators);
  const draws = operators.map(({ name }) => {
    const known = Object.hasOwn(credit, name) ? credit[name] : undefined;
    return drawBeta(rng, 1 + (known?.successes ?? 0), 1 + (known?.failures ?? 0));
  });
  return operators[draws.indexOf(Math.max(...draws))] ?? pick(rng, operators);
}
