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
    measure: ({ workload: { records, cutAt }, output }) => {
      const cut = cutAt === null ? output.length : Math.floor(cutAt * output.length);
      const [written, safe] = [new Set<number>(), new Set<number>()];
      let [clock, sum, lost] = [0, 0, 0];
      for (const [at, { do: what, record = -1 }] of output.entries()) {
        if (what === 'write') {
          clock += 1 + records[record].bytes / 16;
          written.add(record);
        } else if (what === 'sync') {
          clock += 20;
          for (const one of written) safe.add(one);
        } else {
          sum += clock;
          if (at <= cut && !safe.has(record)) lost++;
        }
      }
      return { delay: sum / Math.max(1, records.length), lost: cutAt === null ? null : lost };
    },
    invariants: {
      'every record is written once, then acknowledged once': ({
        workload: { records },
        output,
      }) => {
        const state = records.map(() => 'new');
        for (const { do: what, record = -1 } of output) {
          if (what === 'sync') continue;
          const wanted = what === 'write' ? 'new' : 'write';
          if (state[record] !== wanted)
            return violated(`${what} of record ${record}, which is ${state[record]}`);
          state[record] = what;
        }
        return state.every((one) => one === 'ack');
      },
    },
    objectives: ['delay'],
    baselines: {
      batches: `./baselines/batches.${extension}`,
      each: `./baselines/each.${extension}`,
    },
  });
