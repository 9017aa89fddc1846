/** Seeded randomness: the only source of chance besides the run's secret. */

/** A seeded stream of random numbers. */
export interface Rng {
  /** The 32-bit number that this stream was made from; seeds foreign generators. */
  readonly seed: number;
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [lo, hi], both included. */
  int(lo: number, hi: number): number;
  /** Standard normal (mean 0, standard deviation 1). */
  normal(): number;
  /** An independent stream: a pure function of this stream's origin and `label`, whatever was drawn before. */
  fork(label: string): Rng;
}

/**
 * A stream from a number or a text, by sfc32 over a 128-bit state that is hashed from the origin.
 *
 * @see Chris Doty-Humphrey, PractRand (sfc32)
 */
export function createRng(origin: number | string): Rng {
  const path = String(origin);
  const state = seedState(path);
  const next = (): number => nextUint32(state) / 2 ** 32;
  const rng: Rng = {
    seed: seedState(`${path}\u0000seed`)[0] ?? 0,
    next,
    int: (lo, hi) => lo + Math.floor(next() * (hi - lo + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => createRng(`${path}\u0001${label}`),
  };
  return rng;
}

/** One element of `items`, uniformly. @throws {RangeError} If `items` is empty. */
export function pick<T>(rng: Rng, items: readonly T[]): T {
  const item = items[rng.int(0, items.length - 1)];
  if (items.length === 0 || item === undefined)
    throw new RangeError('Cannot pick from an empty list');
  return item;
}

/**
 * The index of one weight, drawn in proportion to it.
 *
 * @param weights Each finite and >= 0; if all are 0, the draw is uniform.
 * @throws {RangeError} If `weights` is empty.
 */
export function pickWeighted(rng: Rng, weights: readonly number[]): number {
  if (weights.length === 0) throw new RangeError('Cannot pick by weight from an empty list');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return rng.int(0, weights.length - 1);
  let left = rng.next() * total;
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

function seedState(text: string): Uint32Array {
  const state = new Uint32Array(4);
  for (const [lane, start] of [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].entries()) {
    let h = start;
    for (let i = 0; i < text.length; i++)
      h = Math.imul(h ^ text.charCodeAt(i), 0x01000193 + 2 * lane);
    state[lane] = finalMix(h);
  }
  for (let i = 0; i < 12; i++) nextUint32(state);
  return state;
}

function finalMix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function nextUint32(state: Uint32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = state;
  const t = (a + b + d) | 0;
  state[3] = d + 1;
  state[0] = b ^ (b >>> 9);
  state[1] = c + (c << 3);
  state[2] = ((c << 21) | (c >>> 11)) + t;
  return t >>> 0;
}
