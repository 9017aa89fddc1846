import type { Brief } from '../../contracts/proposer.ts';
import { drawByCredit } from '../../domain/credit.ts';
import { pick, type Rng } from '../../lib/rng.ts';
import type { Operator } from './operators/operator.ts';

/** One of several operators by what they were worth so far. */
export function chooseOperator(
  operators: readonly Operator[],
  credit: Brief['creditByOperator'],
  rng: Rng,
): Operator {
  const chosen = drawByCredit(
    operators.map(({ name }) => name),
    credit,
    rng,
  );
  return operators.find(({ name }) => name === chosen) ?? pick(rng, operators);
}
