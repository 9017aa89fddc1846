import { pickWeighted, type Rng } from '../../lib/rng.ts';

/** Probability of 1, 2 and more steps; more are 3, 4 or 5 with a heavy tail. */
const SHARES: readonly number[] = [0.75, 0.2, 0.05];
const MANY: readonly number[] = [3, 4, 5];

/**
 * How many operators one proposal applies: mostly one; now and then several, to cross what no single step crosses.
 *
 * @see Doerr et al. 2017, "Fast genetic algorithms": P(k) falls as k^-1.5
 */
export function drawStepCount(rng: Rng): number {
  const few = pickWeighted(rng, SHARES);
  if (few < 2) return few + 1;
  const tail = pickWeighted(
    rng,
    MANY.map((k) => k ** -1.5),
  );
  return MANY[tail] ?? 3;
}
