/** Workloads of the problem's own regimes, for its tests. */
import { z } from 'zod';
import { parseProblem } from '../../src/evaluators/judge/parse-problem.ts';
import { workloadSource } from '../../src/evaluators/judge/workload-source.ts';
import problem from './problem.ts';
import type { Workload } from './workloads/loads.ts';

const numbers = z.array(z.int().nonnegative());
const workloadSchema = z.object({
  past: z.array(numbers),
  next: z.array(numbers),
  gpus: z.int(),
  slotsPerGpu: z.int(),
  previous: numbers,
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
