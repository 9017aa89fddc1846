import type { Machines } from './balance.ts';

/**
 * The share of slots whose expert has to be copied to their GPU: 0 is nothing, 1 is everything.
 *
 * A GPU keeps what it held, whichever slot it is in: only experts that it did not hold (as often) before are copied.
 */
export function movedShare(
  before: readonly number[],
  after: readonly number[],
  { gpus, slotsPerGpu }: Machines,
): number {
  let copied = 0;
  for (let gpu = 0; gpu < gpus; gpu++) {
    const held = new Map<number, number>();
    const from = gpu * slotsPerGpu;
    for (const expert of before.slice(from, from + slotsPerGpu))
      held.set(expert, (held.get(expert) ?? 0) + 1);
    for (const expert of after.slice(from, from + slotsPerGpu)) {
      const left = held.get(expert) ?? 0;
      if (left > 0) held.set(expert, left - 1);
      else copied++;
    }
  }
  return copied / (gpus * slotsPerGpu);
}
