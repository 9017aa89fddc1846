import { defineProblem, defineWorkloads, int, minimize, oneOf, slow, violated } from 'barbican';
import { z } from 'zod';

const Op = z.strictObject({ do: z.enum(['write', 'sync', 'ack']), record: z.int().optional() });

/**
 * Records are written to a log, synced and acknowledged. The power fails somewhere in `power cut`, and what was
 * acknowledged must be there then. Nothing says that a client must not wait longer than another: that is left out.
 */
export const commit = (extension: string) =>
  defineProblem({
    name: 'commit',
    summary:
      'Order the writes, syncs and acknowledgements of a log so that records are acknowledged soon.',
    program: {
      kind: 'function',
      seed: `./seed.${extension}`,
      entry: 'plan',
      input: z.array(z.object({ bytes: z.int(), client: z.int() })),
      output: z.array(Op).max(10_000),
    },
    limits: { callMs: 1_000, workloadMs: 1_500, memoryMiB: 128, outputBytes: 1_000_000 },
    workloads: defineWorkloads({
      params: { records: int(0, 150), clients: int(2, 6), cut: oneOf('no', 'yes') },
      typical: { records: int(50, 150), cut: 'no' },
      regimes: {
        busy: {},
        calm: { records: int(20, 50) },
        'power cut': slow({ cut: 'yes' }),
        rare: slow({ records: int(0, 3) }),
      },
      perRegime: { search: 4, selection: 12, holdout: 4 },
      generate: ({ params, rng }) => ({
        records: Array.from({ length: params.records }, () => {
          const client = rng.int(0, params.clients - 1);
          return { bytes: rng.next() < 0.05 ? 0 : rng.int(1, 24) * (1 + 2 * client), client };
        }),
        cutAt: params.cut === 'yes' ? rng.next() : null,
      }),
    }),
    drive: ({ workload: { records }, program }) => program.call(records),
    metrics: {
      delay: minimize('units', { across: 'geomean' }),
      lost: minimize('records', { only: ['power cut'] }),
    },
    measure: ({ workload, output }) => delayAndLoss(workload, output),
    invariants: {
      'every record is written once, then acknowledged once': ({ workload, output }) =>
        isComplete(workload, output),
    },
    objectives: ['delay'],
    baselines: {
      batches: `./baselines/batches.${extension}`,
      each: `./baselines/each.${extension}`,
    },
  });

interface Log {
  readonly records: readonly { readonly bytes: number }[];
  /** Where in the plan the power fails, as a share of it; null if it does not. */
  readonly cutAt: number | null;
}
type Plan = readonly z.infer<typeof Op>[];

/** The mean delay of the records, and how many are lost that were acknowledged. */
function delayAndLoss({ records, cutAt }: Log, plan: Plan): { delay: number; lost: number | null } {
  const acknowledged = acknowledgements(records, plan);
  const sum = acknowledged.reduce((total, { delay }) => total + delay, 0);
  const delay = sum / Math.max(1, records.length);
  if (cutAt === null) return { delay, lost: null };
  const cut = Math.floor(cutAt * plan.length);
  return { delay, lost: acknowledged.filter(({ at, isSafe }) => at <= cut && !isSafe).length };
}

interface Acknowledgement {
  /** Its place in the plan. */
  readonly at: number;
  readonly delay: number;
  /** Whether the record was synced before. */
  readonly isSafe: boolean;
}

function acknowledgements(records: Log['records'], plan: Plan): Acknowledgement[] {
  const [written, safe] = [new Set<number>(), new Set<number>()];
  let clock = 0;
  return plan.flatMap(({ do: what, record = -1 }, at) => {
    if (what === 'ack') return [{ at, delay: clock, isSafe: safe.has(record) }];
    if (what === 'sync') for (const one of written) safe.add(one);
    else written.add(record);
    clock += what === 'sync' ? 20 : 1 + (records[record]?.bytes ?? 0) / 16;
    return [];
  });
}

function isComplete({ records }: Log, plan: Plan): ReturnType<typeof violated> | boolean {
  const state = records.map(() => 'new');
  for (const { do: what, record = -1 } of plan) {
    if (what === 'sync') continue;
    const wanted = what === 'write' ? 'new' : 'write';
    if (state[record] !== wanted)
      return violated(`${what} of record ${record}, which is ${state[record]}`);
    state[record] = what;
  }
  return state.every((one) => one === 'ack');
}
