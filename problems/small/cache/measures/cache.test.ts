import { describe, expect, it } from 'vitest';
import { start as fifo } from '../baselines/fifo.ts';
import { start as lru } from '../baselines/lru.ts';
import { start as s3fifo } from '../baselines/s3fifo.ts';
import { start as seed } from '../seed.ts';
import type { Request, Trace } from '../workloads/requests.ts';
import { Cache } from './cache.ts';
import { reusableBytes, totalBytes } from './reuse.ts';

type Start = typeof seed;

function requestsOf(keys: readonly number[], ttl: number | null = null): Request[] {
  return keys.map((key, at) => ({ key, bytes: 10, at, ttl }));
}

/** Bytes that are hit when `start` rules a cache. */
function played({ requests, capacity }: Trace, start: Start): { hit: number; absent: number } {
  const step = start({ capacity });
  const cache = new Cache(capacity);
  for (const request of requests)
    cache.serve(request, step({ ...request, ...cache.look(request) }).evict);
  return { hit: cache.hitBytes, absent: cache.absent };
}

describe('Cache', () => {
  it('serve() counts an eviction when the object is not there', () => {
    const cache = new Cache(10);
    const [one, two] = requestsOf([1, 2]);
    cache.look(one);
    cache.serve(one, []);
    expect(cache.look(two)).toEqual({ hit: false, mustFree: 10 });
    cache.serve(two, [1, 1, 9]);
    expect(cache.absent).toBe(2);
  });

  it('serve() keeps nothing when there is no room', () => {
    const cache = new Cache(10);
    for (const request of requestsOf([1, 2, 1])) {
      cache.look(request);
      cache.serve(request, []);
    }
    expect(cache.hitBytes).toBe(10);
  });

  it('look() is no hit when the object has expired', () => {
    const cache = new Cache(100);
    const hits = requestsOf([1, 2, 1, 1], 2).map((request) => {
      const { hit } = cache.look(request);
      cache.serve(request, []);
      return hit;
    });
    expect(hits).toEqual([false, false, false, true]);
  });
});

describe.each(Object.entries({ seed, lru, fifo, s3fifo }))('%s start()', (_, start) => {
  it.each([null, 3])('evicts only what is held when objects live %s requests', (ttl) => {
    const keys = Array.from({ length: 400 }, (_value, i) => (i * i * 7 + (i % 5)) % 23);
    const trace = { requests: requestsOf(keys, ttl), capacity: 55 };
    const { hit, absent } = played(trace, start);
    expect(absent).toBe(0);
    expect(hit).toBeGreaterThan(0);
    expect(hit).toBeLessThanOrEqual(reusableBytes(trace));
  });

  it('hits all that comes again when everything fits', () => {
    const trace = { requests: requestsOf([1, 2, 1, 3, 2]), capacity: 1_000 };
    expect(played(trace, start).hit).toBe(reusableBytes(trace));
    expect(totalBytes(trace)).toBe(50);
  });
});
