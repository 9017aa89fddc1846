import { atMost, defineProblem, exact, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { costOf } from './measures/cost.ts';
import { cheapestCost } from './measures/cheapest.ts';
import { type Plan, tablesIn } from './measures/plan.ts';
import { rename } from './workloads/queries.ts';
import { workloads } from './workloads/regimes.ts';

const Query = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number() })).readonly(),
  /** Share of the pairs of rows that match, as the statistics have it. */
  joins: z.array(z.object({ a: z.string(), b: z.string(), estimate: z.number() })).readonly(),
});
const PlanSchema: z.ZodType<Plan> = z.lazy(() =>
  z.union([
    z.strictObject({ table: z.string() }),
    z.strictObject({ left: PlanSchema, right: PlanSchema, how: z.enum(['hash', 'loop']) }),
  ]),
);

export default defineProblem({
  name: 'join-order',
  summary: 'Order the joins of a query well under wrong estimates, in little time.',
  background: `A plan is a tree whose leaves are the tables, each once. A hash join reads both sides, and writes and reads them
once more if the right one does not fit into 1,000 pages of memory. A loop join reads the left side once, and the right one for
every 100 pages of the left. Every result is written. How many rows match is known by estimates that may be wrong.`,
  program: {
    kind: 'function',
    seed: './seed.ts',
    entry: 'plan',
    input: Query,
    output: PlanSchema,
  },
  limits: { callMs: 2_000, workloadMs: 4_000, memoryMiB: 256 },
  workloads,

  // How many rows really match stays with the judge.
  drive: ({ workload, program }) => program.call(workload.query),

  metrics: {
    planCost: minimize('page reads', { across: 'geomean' }),
    planCpuMs: minimize('ms', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    planCost: costOf(workload, output),
    planCpuMs: usage.cpuMs,
  }),
  bound: ({ workload }) => {
    if (workload.query.tables.length > 9) return undefined;
    const cost = cheapestCost(workload);
    return { planCost: workload.isEstimated ? relaxed(cost) : exact(cost) };
  },
  invariants: {
    'each table once': ({ workload, output }) => {
      const wanted = workload.query.tables.map(({ name }) => name).toSorted();
      const found = tablesIn(output).toSorted();
      return (
        found.join() === wanted.join() ||
        violated(`${found.length} leaves for ${wanted.length} tables, or others`)
      );
    },
  },
  relations: {
    'table names do not matter': { change: ({ workload, rng }) => rename(workload, rng) },
  },

  objectives: ['planCost'],
  constraints: { planCpuMs: atMost(250) },
  baselines: {
    'greedy-operators': './baselines/greedy-operators.ts',
    'smallest-first': './baselines/smallest-first.ts',
    'as-written': './baselines/as-written.ts',
  },
});
