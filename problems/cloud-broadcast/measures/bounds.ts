/** What no plan can better. */
import { type BoundWord, exact, relaxed } from 'barbican';
import { treeBound } from '../network/dual-ascent.ts';
import { GRID } from '../network/grid.ts';
import { cheapestTree, shortestPaths, type Weights } from '../network/steiner.ts';
import { type Broadcast, DAY_SECONDS, questionOf } from '../workloads/broadcast.ts';

/** Prices are multiples of this many $/GB, so that sums of whole multiples are exact. */
const PRICE_UNIT = 1e-4;
/** Up to so many destinations the cheapest tree is found exactly, in tens of milliseconds. */
const EXACT_DESTINATIONS = 10;

/** The least egress of one tree for all data: splitting the data over several trees cannot be cheaper than the best. */
export function leastEgress(broadcast: Broadcast): BoundWord {
  const { source, destinations, volumeGb, deadlineSeconds } = broadcast;
  const weights = weightsOf(broadcast);
  const isSmall = destinations.length <= EXACT_DESTINATIONS;
  const units = isSmall
    ? cheapestTree(shortestPaths(weights), source, destinations)
    : treeBound(weights, source, destinations);
  const usd = units * PRICE_UNIT * volumeGb;
  return isSmall && deadlineSeconds >= DAY_SECONDS ? exact(usd) : relaxed(usd);
}

/** The least egress of several broadcasts together: exact if each is. */
export function leastEgressOf(broadcasts: readonly Broadcast[]): BoundWord {
  const bounds = broadcasts.map(leastEgress);
  const usd = bounds.reduce((sum, { value }) => sum + value, 0);
  return bounds.every(({ kind }) => kind === 'exact') ? exact(usd) : relaxed(usd);
}

/** The time that source and destinations alone need: one sends all data at least once, the others receive it once. */
export function fastestSeconds(broadcast: Broadcast): number {
  const { source, destinations, volumeGb, sendGbps, receiveGbps } = questionOf(broadcast);
  const gbps = Math.min(sendGbps[source], ...destinations.map((region) => receiveGbps[region]));
  return (volumeGb * 8) / gbps;
}

function weightsOf({ regions }: Broadcast): Weights {
  return regions.map((from) => regions.map((to) => Math.round(GRID.prices[from][to] / PRICE_UNIT)));
}
