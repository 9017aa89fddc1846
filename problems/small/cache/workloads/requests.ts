import type { Rng } from 'barbican';

/** One request for an object. */
export interface Request {
  readonly key: number;
  readonly bytes: number;
  readonly at: number;
  /** Requests after which it expires; null if never. */
  readonly ttl: number | null;
}

/** Requests in order, and how much fits. */
export interface Trace {
  readonly requests: readonly Request[];
  readonly capacity: number;
}

/** What a trace is made from. */
export interface TraceParams {
  readonly requests: number;
  readonly keys: number;
  /** Exponent of the popularity: 0 is even. */
  readonly skew: number;
  /** Share of the requests that belong to scans of objects which never come again. */
  readonly scans: number;
  /** Share of the popular objects that give way to others in each thousand requests. */
  readonly drift: number;
  /** Capacity as a share of all objects' bytes. */
  readonly share: number;
  readonly expiry: 'none' | 'soon';
}

const SCAN_LENGTH = 40;

/** Draws a trace: popularity by rank with drift, mixed with scans. Pure in its arguments. */
export function drawTrace(params: TraceParams, rng: Rng): Trace {
  const { keys, share, expiry } = params;
  const sizeOf = rng.fork('sizes');
  const bytes = Array.from({ length: keys }, () => 2 ** sizeOf.int(4, 9));
  const capacity = Math.max(1_024, Math.ceil(share * bytes.reduce((sum, size) => sum + size, 0)));
  const ranks = cumulated(params);
  const pick = rng.fork('keys');
  let scanned = 0;
  let left = 0;
  const requests = Array.from({ length: params.requests }, (_, at): Request => {
    const ttl = expiry === 'none' ? null : 40 + pick.int(0, 200);
    if (left === 0 && pick.next() < params.scans / SCAN_LENGTH / (1 - params.scans))
      left = SCAN_LENGTH;
    if (left > 0) {
      left--;
      return { key: keys + scanned++, bytes: 2 ** pick.int(4, 9), at, ttl };
    }
    const shift = Math.floor((params.drift * keys * at) / 1_000);
    const key = (rankOf(ranks, pick.next()) + shift) % keys;
    return { key, bytes: bytes[key], at, ttl };
  });
  return { requests, capacity };
}

/** Chance that the rank is this or a lower one. */
function cumulated({ keys, skew }: TraceParams): number[] {
  let sum = 0;
  const sums = Array.from({ length: keys }, (_, rank) => (sum += (rank + 1) ** -skew));
  return sums.map((value) => value / sum);
}

function rankOf(ranks: readonly number[], chance: number): number {
  let [low, high] = [0, ranks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranks[middle] < chance) low = middle + 1;
    else high = middle;
  }
  return low;
}
