import type { Rng } from './rng.ts';

/**
 * One draw from the gamma distribution with this shape and scale 1.
 *
 * @param shape Finite and > 0.
 * @see Marsaglia & Tsang 2000, "A simple method for generating gamma variables"
 */
function drawGamma(rng: Rng, shape: number): number {
  if (shape < 1) return drawGamma(rng, shape + 1) * (1 - rng.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * One draw from the beta distribution: a number in [0, 1] with mean a / (a + b).
 *
 * @throws {RangeError} If `a` or `b` is not finite and > 0.
 */
export function drawBeta(rng: Rng, a: number, b: number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a + b))) {
    throw new RangeError(`Cannot draw from Beta(${a}, ${b}) as both must be finite and above 0`);
  }
  const x = drawGamma(rng, a);
  const y = drawGamma(rng, b);
  return x + y > 0 ? x / (x + y) : a / (a + b);
}
