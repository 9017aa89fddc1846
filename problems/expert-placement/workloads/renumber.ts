import type { Rng } from 'barbican';
import { shuffled } from './shuffled.ts';
import type { Workload } from './loads.ts';

/** The same workload with the GPUs called otherwise: only where things are now depends on it. */
export function renumberGpus(workload: Workload, rng: Rng): Workload {
  const { gpus, slotsPerGpu, previous } = workload;
  const previousOf = shuffled(gpus, rng).flatMap((gpu) =>
    previous.slice(gpu * slotsPerGpu, (gpu + 1) * slotsPerGpu),
  );
  return { ...workload, previous: previousOf };
}

/** The same workload with the experts called otherwise. */
export function renumberExperts(workload: Workload, rng: Rng): Workload {
  const oldOf = shuffled(workload.past[0].length, rng);
  const newOf = new Map(oldOf.map((old, expert) => [old, expert]));
  const renamed = (window: readonly number[]): number[] => oldOf.map((old) => window[old]);
  return {
    ...workload,
    past: workload.past.map(renamed),
    next: workload.next.map(renamed),
    previous: workload.previous.map((expert) => newOf.get(expert) ?? expert),
  };
}
