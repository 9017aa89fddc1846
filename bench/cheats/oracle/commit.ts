import { z } from 'zod';
import { chance } from './draw.ts';
import type { Oracle } from './oracle.ts';

interface Entry {
  readonly bytes: number;
  readonly client: number;
}

/**
 * What the clients of a log want: that what was acknowledged is never lost, wherever the power fails, and that none of
 * them waits long. The mean delay of the client that waits longest; a plan that can lose a record is worth nothing.
 */
export const commit: Oracle<readonly Entry[]> = {
  cases: Array.from({ length: 16 }, (_, i) => caseOf(i)),
  inputs: (records) => [records],
  worth: (records, [plan]) => {
    const delays = delaysOf(records, plan);
    if (!delays) return undefined;
    const byClient = new Map<number, number[]>();
    for (const [i, { client }] of records.entries())
      byClient.set(client, [...(byClient.get(client) ?? []), delays[i] ?? Number.NaN]);
    const means = [...byClient.values()].map((own) => own.reduce((a, b) => a + b, 0) / own.length);
    // More is better.
    return -Math.max(...means);
  },
};

const planSchema = z.array(
  z.union([
    z.object({ do: z.literal('sync') }),
    z.object({ do: z.enum(['write', 'ack']), record: z.int() }),
  ]),
);

function delaysOf(records: readonly Entry[], plan: unknown): readonly number[] | undefined {
  const [written, durable] = [new Set<number>(), new Set<number>()];
  const delays = new Map<number, number>();
  let now = 0;
  for (const op of planSchema.safeParse(plan).data ?? []) {
    if (op.do === 'sync') {
      now += 20;
      for (const one of written) durable.add(one);
    } else if (op.do === 'write') {
      now += 1 + (records[op.record]?.bytes ?? Number.NaN) / 16;
      written.add(op.record);
    } else {
      if (!durable.has(op.record)) return undefined;
      delays.set(op.record, now);
    }
  }
  const all = records.map((_, record) => delays.get(record)).filter((one) => one !== undefined);
  return all.length === records.length ? all : undefined;
}

function caseOf(i: number): Entry[] {
  const next = chance(5_000 + 31 * i);
  const clients = 2 + Math.floor(5 * next());
  const length = i % 2 === 0 ? 50 + Math.floor(101 * next()) : 20 + Math.floor(31 * next());
  return Array.from({ length }, () => {
    const client = Math.floor(clients * next());
    return { bytes: next() < 0.05 ? 0 : (1 + Math.floor(24 * next())) * (1 + 2 * client), client };
  });
}
