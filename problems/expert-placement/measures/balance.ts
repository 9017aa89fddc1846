/** How even the GPUs are loaded, and how even they could be. */

/** The machines: which slots are on which GPU. */
export interface Machines {
  readonly gpus: number;
  /** Slot `s` is on GPU `floor(s / slotsPerGpu)`. */
  readonly slotsPerGpu: number;
}

/**
 * Mean load of the GPUs over the load of the fullest one: 1 is even, 1 / gpus is all on one; 1 if there are no tokens.
 *
 * The tokens of an expert are split evenly over its replicas, so two replicas on one GPU give it two shares.
 *
 * @param loads Tokens of each expert in the window that is served.
 * @param placement The expert in each slot; must be valid (see `validity.ts`).
 */
export function balanceOn(
  loads: readonly number[],
  placement: readonly number[],
  { gpus, slotsPerGpu }: Machines,
): number {
  const replicas = loads.map(() => 0);
  for (const expert of placement) replicas[expert] += 1;
  const carried = Array.from({ length: gpus }, () => 0);
  for (const [slot, expert] of placement.entries()) {
    carried[Math.floor(slot / slotsPerGpu)] += loads[expert] / replicas[expert];
  }
  const total = loads.reduce((sum, load) => sum + load, 0);
  return total > 0 ? total / gpus / Math.max(...carried) : 1;
}

/**
 * A certified upper bound of `balanceOn` over all placements in which every expert has a slot.
 *
 * Proof. Let the fullest GPU carry M. (1) M is at least the mean. (2) Expert e with r replicas is on at most
 * min(r, gpus) GPUs, so one of them carries at least load(e) / min(r, gpus), and M is at least the largest of these.
 * The replicas sum to the number of slots and each is at least 1. The smallest possible maximum under these two rules
 * is what the loop finds: it gives each spare slot to the expert whose share is largest. (No allocation can have a
 * smaller maximum: it would need strictly more replicas than the loop gave for the expert that ends with the largest
 * share, hence fewer for some other expert; the loop gave that one its last replica when its share was at least as
 * large as the final maximum, so without it that share is not below the maximum.) An expert on all GPUs gains nothing
 * from more, so the loop may stop there: its share then bounds M whatever the others do.
 * The bound is relaxed: it ignores that shares must be packed into whole slots.
 */
export function bestBalance(loads: readonly number[], { gpus, slotsPerGpu }: Machines): number {
  const replicas = loads.map(() => 1);
  const share = [...loads];
  for (let spare = gpus * slotsPerGpu - loads.length; spare > 0; spare--) {
    const hottest = share.indexOf(Math.max(...share));
    if (replicas[hottest] === gpus) break;
    replicas[hottest] += 1;
    share[hottest] = loads[hottest] / replicas[hottest];
  }
  const mean = loads.reduce((sum, load) => sum + load, 0) / gpus;
  return mean > 0 ? mean / Math.max(mean, ...share) : 1;
}
