import type { Request } from '../workloads/requests.ts';

/** The cache itself, which the judge keeps: what is held, and what a policy did with it. */
export class Cache {
  hitBytes = 0;
  /** Evictions of what was not there. */
  absent = 0;
  readonly #capacity: number;
  readonly #held = new Map<number, { readonly bytes: number; readonly expires: number }>();
  #used = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Whether a request is a hit, and what must leave if it is not; counts it, and drops what has expired. */
  look({ key, bytes, at }: Request): { readonly hit: boolean; readonly mustFree: number } {
    const found = this.#held.get(key);
    const hit = found !== undefined && found.expires > at;
    if (found && !hit) this.#drop(key);
    if (hit) this.hitBytes += bytes;
    return { hit, mustFree: hit ? 0 : Math.max(0, this.#used + bytes - this.#capacity) };
  }

  /** Lets go of what the policy names, then keeps the object if it fits. */
  serve({ key, bytes, at, ttl }: Request, evict: readonly number[]): void {
    for (const gone of evict) if (!this.#drop(gone)) this.absent++;
    if (this.#held.has(key) || this.#used + bytes > this.#capacity) return;
    this.#held.set(key, { bytes, expires: ttl === null ? Infinity : at + ttl });
    this.#used += bytes;
  }

  #drop(key: number): boolean {
    const found = this.#held.get(key);
    if (!found) return false;
    this.#used -= found.bytes;
    return this.#held.delete(key);
  }
}
