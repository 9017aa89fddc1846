/** What a plan must be to count. */
import type { Broadcast, Plan } from '../workloads/broadcast.ts';

/** What is wrong, for a person; undefined if nothing is. */
export type Fault = string | undefined;

/** There must be one plan per broadcast, one tree per partition, one entry per region. */
export function shapeFault(broadcasts: readonly Broadcast[], plans: readonly Plan[]): Fault {
  if (plans.length !== broadcasts.length)
    return `${plans.length} plans for ${broadcasts.length} broadcasts`;
  return firstFault(broadcasts, plans, ({ regions, partitions }, plan) => {
    if (plan.length !== partitions) return `${plan.length} trees for ${partitions} partitions`;
    const odd = plan.findIndex((parents) => parents.length !== regions.length);
    return odd < 0
      ? undefined
      : `tree ${odd} has ${plan[odd].length} entries for ${regions.length} regions`;
  });
}

/** A region must get a partition from another region that may be used, and the source from none. */
export function linkFault(broadcasts: readonly Broadcast[], plans: readonly Plan[]): Fault {
  return firstFault(broadcasts, plans, ({ regions, source }, plan) => {
    for (const [tree, parents] of plan.entries()) {
      if (parents[source] !== -1) return `tree ${tree} sends to the source from ${parents[source]}`;
      const to = parents.findIndex((from, region) => !isLink(from, region, regions.length));
      if (to >= 0) return `tree ${tree} has no link from ${parents[to]} to ${to}`;
    }
    return undefined;
  });
}

/** Whoever gets a partition must get it from the source in the end: no cycle, no region that sends what it has not. */
export function rootFault(broadcasts: readonly Broadcast[], plans: readonly Plan[]): Fault {
  return firstFault(broadcasts, plans, ({ source }, plan) => {
    for (const [tree, parents] of plan.entries()) {
      const fed = parents.flatMap((from, region) => (from >= 0 ? [region] : []));
      const lost = fed.find((region) => !leadsTo(source, region, parents));
      if (lost !== undefined)
        return `tree ${tree} feeds ${lost} from elsewhere than the source ${source}`;
    }
    return undefined;
  });
}

/** Every destination must get every partition. */
export function deliveryFault(broadcasts: readonly Broadcast[], plans: readonly Plan[]): Fault {
  return firstFault(broadcasts, plans, ({ destinations }, plan) => {
    for (const [tree, parents] of plan.entries()) {
      const missed = destinations.find((destination) => !(parents[destination] >= 0));
      if (missed !== undefined) return `tree ${tree} does not reach destination ${missed}`;
    }
    return undefined;
  });
}

function isLink(from: number, to: number, regions: number): boolean {
  return from === -1 || (Number.isInteger(from) && from >= 0 && from < regions && from !== to);
}

function leadsTo(source: number, region: number, parents: readonly number[]): boolean {
  let at = region;
  for (let steps = 0; at >= 0 && at !== source && steps < parents.length; steps++) at = parents[at];
  return at === source;
}

function firstFault(
  broadcasts: readonly Broadcast[],
  plans: readonly Plan[],
  faultOf: (broadcast: Broadcast, plan: Plan) => Fault,
): Fault {
  for (const [i, broadcast] of broadcasts.entries()) {
    const plan = plans[i];
    const fault = plan === undefined ? 'there is no plan' : faultOf(broadcast, plan);
    if (fault !== undefined) return broadcasts.length === 1 ? fault : `broadcast ${i}: ${fault}`;
  }
  return undefined;
}
