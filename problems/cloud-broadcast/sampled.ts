/** Workloads of the problem's own regimes, for its tests. */
import { z } from 'zod';
import { parseProblem } from '../../src/evaluators/judge/parse-problem.ts';
import { workloadSource } from '../../src/evaluators/judge/workload-source.ts';
import problem from './problem.ts';
import type { Workload } from './workloads/draw.ts';

const regions = z.array(z.int().nonnegative());
const workloadSchema = z.strictObject({
  broadcasts: z.array(
    z.strictObject({
      regions,
      source: z.int(),
      destinations: regions,
      volumeGb: z.number(),
      partitions: z.int(),
      deadlineSeconds: z.number(),
    }),
  ),
});

/** `perRegime` workloads of each regime, the same ones each time. */
export function sampledWorkloads(
  perRegime: number,
): readonly { readonly regime: string; readonly workload: Workload }[] {
  const loaded = parseProblem(problem, 'problem.ts', '.');
  const source = workloadSource(loaded, 'tests');
  return loaded.regimes.flatMap(({ name: regime }) =>
    Array.from({ length: perRegime }, (_, index) => {
      const { value } = source.get({ part: 'search', draw: 0, regime, index });
      return { regime, workload: workloadSchema.parse(value) };
    }),
  );
}
