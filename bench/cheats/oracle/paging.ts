import { z } from 'zod';
import { chance } from './draw.ts';
import type { Oracle } from './oracle.ts';

interface Trace {
  readonly pages: number;
  readonly requests: readonly number[];
}

const actionSchema = z.object({ evict: z.number().nullable() });

/** The share of requests that are in memory, by a memory of the oracle's own. Each trace meets a fresh instance. */
export const paging: Oracle<Trace> = {
  cases: Array.from({ length: 12 }, (_, i) => traceOf(i)),
  fresh: true,
  inputs: ({ pages }) => [{ pages }],
  converse: async ({ pages, requests }, ask) => {
    const memory: number[] = [];
    let hits = 0;
    for (const page of requests) {
      const at = memory.indexOf(page);
      const full = at < 0 && memory.length >= pages;
      const { evict: gone } = actionSchema.parse(await ask({ page, hit: at >= 0, full }));
      if (at >= 0) hits++;
      if (gone !== null) {
        const where = memory.indexOf(gone);
        if (where < 0) return undefined;
        memory.splice(where, 1);
      }
      if (at < 0 && memory.length < pages) memory.push(page);
    }
    return hits / requests.length;
  },
  worth: () => undefined,
};

function traceOf(i: number): Trace {
  const next = chance(9_000 + 53 * i);
  const alpha = 0.7 + 0.4 * next();
  const scan = i % 2 === 0 ? 0 : 0.1 + 0.2 * next();
  const cumulated: number[] = [];
  for (let rank = 1, sum = 0; rank <= 400; rank++) cumulated.push((sum += rank ** -alpha));
  const total = cumulated.at(-1) ?? 1;
  let scanned = 5_000;
  const requests = Array.from({ length: 550 }, () => {
    if (next() < scan) return scanned++;
    const goal = next() * total;
    return cumulated.findIndex((sum) => goal < sum);
  });
  return { pages: 20 + Math.floor(41 * next()), requests };
}
