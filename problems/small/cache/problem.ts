import { atMost, defineProblem, maximize, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { reusableBytes, totalBytes } from './measures/reuse.ts';
import { Cache } from './measures/cache.ts';
import { workloads } from './workloads/regimes.ts';

const Count = z.int().nonnegative();

export default defineProblem({
  name: 'cache-eviction',
  summary: 'Decide what leaves a cache, one request at a time; survive scans and expiry.',
  background: `The cache holds objects of different sizes. At each request the policy learns whether it was a hit, and how many
bytes must go so that the object fits; it names what leaves. An object that does not fit then is not kept, which a
policy may want. The cache itself is the judge's: a policy that needs to know what is in it keeps count.`,
  program: {
    kind: 'policy',
    seed: './seed.ts',
    entry: 'start',
    config: z.object({ capacity: Count }),
    observation: z.object({
      key: Count,
      bytes: Count,
      /** Requests so far. */
      at: Count,
      /** Requests after which the object expires; null if never. */
      ttl: Count.nullable(),
      hit: z.boolean(),
      /** Bytes that must leave so that the object fits; 0 on a hit. */
      mustFree: Count,
    }),
    action: z.strictObject({ evict: z.array(Count).max(10_000) }),
  },
  limits: { callMs: 1_000, workloadMs: 10_000, memoryMiB: 256 },
  workloads,

  // What is requested later stays with the judge.
  drive: async ({ workload: { capacity, requests }, program }) => {
    const policy = await program.start({ capacity });
    const cache = new Cache(capacity);
    for (const request of requests) {
      const seen = cache.look(request);
      const { evict } = await policy.step({ ...request, ...seen });
      cache.serve(request, evict);
    }
    return { hitBytes: cache.hitBytes, absent: cache.absent };
  },

  metrics: {
    byteHitRatio: maximize('share', { across: 'ratio' }),
    cpuUsPerRequest: minimize('us', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    byteHitRatio: { top: output.hitBytes, bottom: totalBytes(workload) },
    cpuUsPerRequest: (1_000 * usage.cpuMs) / usage.calls,
  }),
  // A cache without end hits whatever was there before and has not expired.
  bound: ({ workload }) => ({
    byteHitRatio: relaxed(reusableBytes(workload) / totalBytes(workload)),
  }),
  invariants: {
    'evicts only what is held': ({ output: { absent } }) =>
      absent === 0 || violated(`${absent} evictions of what was not there`),
  },
  relations: {
    'key numbers do not matter': {
      change: ({ workload }) => ({
        ...workload,
        requests: workload.requests.map((one) => ({ ...one, key: one.key ^ 0x2a5a5 })),
      }),
      within: '0.5%',
    },
  },

  objectives: ['byteHitRatio'],
  constraints: { cpuUsPerRequest: atMost(500, { in: 'overall' }) },
  baselines: {
    lru: './baselines/lru.ts',
    fifo: './baselines/fifo.ts',
    s3fifo: './baselines/s3fifo.ts',
  },
});
