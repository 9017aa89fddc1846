import { defineProblem, defineWorkloads, int, maximize, real, slow } from 'barbican';
import { z } from 'zod';

const Page = z.int().nonnegative();

/** What is asked for later stays with the judge, which holds the memory too. */
export const paging = (extension: string) =>
  defineProblem({
    name: 'paging',
    summary: 'Decide which page leaves a full memory, one request at a time.',
    program: {
      kind: 'policy',
      seed: `./seed.${extension}`,
      entry: 'start',
      config: z.object({ pages: z.int() }),
      observation: z.object({ page: Page, hit: z.boolean(), full: z.boolean() }),
      action: z.strictObject({ evict: Page.nullable() }),
    },
    limits: { callMs: 1_000, workloadMs: 2_000, memoryMiB: 128, outputBytes: 10_000 },
    workloads: defineWorkloads({
      params: {
        pages: int(20, 60),
        requests: int(1, 600),
        alpha: real(0.7, 1.1),
        scan: real(0, 0.3),
      },
      typical: { requests: int(500, 600) },
      regimes: {
        steady: { scan: 0 },
        scans: { scan: real(0.1, 0.3) },
        short: slow({ requests: int(1, 30) }),
      },
      perRegime: { search: 3, selection: 5, holdout: 3 },
      generate: ({ params, rng }) => ({ pages: params.pages, trace: drawTrace(params, rng) }),
    }),
    drive: async ({ workload: { pages, trace }, program }) => {
      const policy = await program.start({ pages });
      const held = new Set<number>();
      let [hits, absent] = [0, 0];
      for (const page of trace) {
        const hit = held.has(page);
        const { evict } = await policy.step({ page, hit, full: !hit && held.size >= pages });
        if (hit) hits++;
        if (evict !== null && !held.delete(evict)) absent++;
        if (!hit && held.size < pages) held.add(page);
      }
      return { hits, absent };
    },
    metrics: { hitShare: maximize('share', { across: 'ratio' }) },
    measure: ({ workload, output }) => ({
      hitShare: { top: output.hits, bottom: workload.trace.length },
    }),
    invariants: { 'evicts what is held': ({ output }) => output.absent === 0 },
    objectives: ['hitShare'],
    baselines: { lru: `./baselines/lru.${extension}` },
  });

/** Some pages are asked for more often than others, and some are asked for once, one after another. */
function drawTrace(
  { requests, alpha, scan }: Readonly<Record<'requests' | 'alpha' | 'scan', number>>,
  rng: { next(): number },
): number[] {
  const weights = Array.from({ length: 400 }, (_, i) => 1 / (i + 1) ** alpha);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const popular = (): number => {
    let left = rng.next() * total;
    return Math.max(
      0,
      weights.findIndex((weight) => (left -= weight) < 0),
    );
  };
  let scanned = 1_000;
  return Array.from({ length: requests }, () => (rng.next() < scan ? scanned++ : popular()));
}
