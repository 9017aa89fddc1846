import type { Trace } from '../workloads/requests.ts';

export function totalBytes({ requests }: Trace): number {
  return requests.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes of the requests that a cache without end would hit. */
export function reusableBytes({ requests }: Trace): number {
  const expiresByKey = new Map<number, number>();
  let sum = 0;
  for (const { key, bytes, at, ttl } of requests) {
    const expires = expiresByKey.get(key);
    if (expires !== undefined && expires > at) sum += bytes;
    else expiresByKey.set(key, ttl === null ? Infinity : at + ttl);
  }
  return sum;
}
