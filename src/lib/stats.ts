/** Small statistics over plain numbers. All are deterministic. */

/** A mean with its 95 % interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
  readonly lo: number;
  readonly hi: number;
}

/** The arithmetic mean. @throws {RangeError} If `values` is empty. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('Cannot take the mean of nothing');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample standard deviation (n - 1); 0 for fewer than two values. */
export function sampleSd(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1));
}

/**
 * The q-quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996).
 *
 * @param q In [0, 1].
 * @throws {RangeError} If `values` is empty.
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('Cannot take a quantile of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  // 0 and -0 have no order: their sum is 0.
  return below === above ? below + 0 : below + (at - Math.floor(at)) * (above - below);
}

/** The middle value. @throws {RangeError} If `values` is empty. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The median absolute deviation from the median, unscaled. @throws {RangeError} If `values` is empty. */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const m = median(values);
  return median(values.map((value) => Math.abs(value - m)));
}

/**
 * The mean of paired differences with its Student-t 95 % interval.
 *
 * With one difference nothing is known of the error: the interval is the mean itself, and `n` says so.
 *
 * @throws {RangeError} If `differences` is empty.
 */
export function pairedEstimate(differences: readonly number[]): MeanInterval {
  const n = differences.length;
  const m = mean(differences);
  const standardError = sampleSd(differences) / Math.sqrt(n);
  const half = n > 1 ? studentQuantile975(n - 1) * standardError : 0;
  return { mean: m, standardError, n, lo: m - half, hi: m + half };
}

/**
 * The mean of independent estimates, each with the same weight; errors add in quadrature.
 *
 * The degrees of freedom follow Welch–Satterthwaite.
 *
 * @throws {RangeError} If `estimates` is empty.
 */
export function meanOfEstimates(estimates: readonly MeanInterval[]): MeanInterval {
  const k = estimates.length;
  const m = mean(estimates.map((estimate) => estimate.mean));
  const variances = estimates.map(({ standardError }) => (standardError / k) ** 2);
  const variance = variances.reduce((sum, v) => sum + v, 0);
  const standardError = Math.sqrt(variance);
  const spread = estimates.reduce(
    (sum, { n }, i) => sum + (n > 1 ? (variances[i] ?? 0) ** 2 / (n - 1) : 0),
    0,
  );
  const freedom = spread > 0 ? variance ** 2 / spread : 0;
  const half = freedom > 0 ? studentQuantile975(freedom) * standardError : 0;
  const n = estimates.reduce((sum, estimate) => sum + estimate.n, 0);
  return { mean: m, standardError, n, lo: m - half, hi: m + half };
}

/**
 * The 97.5 % quantile of Student's t distribution: half the width of a 95 % interval, in standard errors.
 *
 * @param freedom Degrees of freedom, >= 1, not necessarily whole.
 */
export function studentQuantile975(freedom: number): number {
  let lo = 1;
  let hi = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (lo + hi) / 2;
    if (studentTail(middle, freedom) > 0.025) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}

/** P(T > t) for Student's t with `freedom` degrees of freedom, t >= 0. */
function studentTail(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/**
 * The regularised incomplete beta function I_x(a, b), by its continued fraction.
 *
 * @see Lentz 1976; DLMF 8.17.22
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 300; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + step * d);
      c = 1 + step / c;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return (front * fraction) / a;
}

/** The logarithm of the gamma function, x > 0. @see Lanczos 1964 (g = 7, n = 9) */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const sum = coefficients.reduce((s, g, i) => s + g / (z + i + 1), 0.99999999999980993);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** P(Z <= z) for the standard normal distribution; error below 1e-7. @see Abramowitz & Stegun 26.2.17 */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - tail : tail;
}

/**
 * The two-sided p-value of Wilcoxon's signed-rank test; zeros are left out, ties share their rank.
 *
 * Exact up to 25 differences without ties, else by the normal approximation with continuity correction.
 *
 * @returns 1 if every difference is 0.
 * @see Wilcoxon 1945
 */
export function wilcoxonSignedRank(differences: readonly number[]): number {
  const moved = differences.filter((d) => d !== 0);
  if (moved.length === 0) return 1;
  const sizes = moved.map((d) => Math.abs(d));
  const ranks = averageRanks(sizes);
  const positive = moved.reduce((sum, d, i) => sum + (d > 0 ? (ranks[i] ?? 0) : 0), 0);
  const total = (moved.length * (moved.length + 1)) / 2;
  const smaller = Math.min(positive, total - positive);
  const ties = new Set(sizes).size < sizes.length;
  if (moved.length <= 25 && !ties) return Math.min(1, 2 * exactTail(moved.length, smaller));
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  return Math.min(1, 2 * normalCdf((smaller + 0.5 - total / 2) / Math.sqrt(variance)));
}

function averageRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

/** P(rank sum <= w) over all 2^n sign patterns, by counting subset sums. */
function exactTail(n: number, w: number): number {
  const total = (n * (n + 1)) / 2;
  const ways = new Float64Array(total + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = total; sum >= rank; sum--)
      ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0);
  }
  return ways.slice(0, Math.floor(w) + 1).reduce((sum, count) => sum + count, 0) / 2 ** n;
}
