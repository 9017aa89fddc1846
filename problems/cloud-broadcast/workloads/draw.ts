/** The generator: broadcasts between real regions, numbered anew each time. */
import type { Rng } from 'barbican';
import { fastestSeconds } from '../measures/bounds.ts';
import { transferOf } from '../measures/transfer.ts';
import { GRID, providerOf } from '../network/grid.ts';
import { type Broadcast, DAY_SECONDS, type Question, questionOf } from './broadcast.ts';
import { PUBLISHED, type Route } from './published.ts';
import { shuffled } from './shuffled.ts';

/** Routes that are drawn before a deadline that presses nobody is let pass. */
const DEADLINE_TRIES = 40;
/** $/GB for each second per Gbit: too little to buy a dearer link, enough to choose among equal ones. */
const TIE_BREAK = 1e-6;

/** What sets one workload. */
export interface DrawParams {
  /** Drawn by chance, or all that were published, together. */
  readonly list: 'drawn' | 'published';
  /** Where source and destinations may be; data may pass through any region that is offered. */
  readonly scope: 'one cloud' | 'all clouds';
  /** Any region, or one of the quarter of the regions that send at the highest mean price. */
  readonly source: 'any' | 'dear';
  /** Any regions, or those to which the source sends at the lowest prices. */
  readonly reach: 'anywhere' | 'neighbours';
  readonly destinations: number;
  /** Regions that are offered. */
  readonly regions: number;
  readonly partitions: number;
  readonly volumeGb: number;
  readonly deadline: 'a day' | 'tight';
  /** A tight deadline as a multiple of the time in which source and destinations alone could do it. */
  readonly slack: number;
}

/** One workload: broadcasts that are planned one by one and counted together. */
export interface Workload {
  readonly broadcasts: readonly Broadcast[];
}

/** One workload: a pure function of the parameters and the stream. */
export function drawBroadcasts(params: DrawParams, rng: Rng): Workload {
  const offered = shuffled([...GRID.names.keys()], rng.fork('regions'));
  const isPublished = params.list === 'published';
  const regions = isPublished ? offered : offered.slice(0, params.regions);
  if (isPublished)
    return { broadcasts: PUBLISHED.map((route) => broadcastOn(route, regions, params)) };
  let broadcast = broadcastOn(drawRoute(params, regions, rng.fork('route')), regions, params);
  for (let tries = 1; tries < DEADLINE_TRIES && !isPressing(broadcast); tries++) {
    const route = drawRoute(params, regions, rng.fork(`route ${tries}`));
    broadcast = broadcastOn(route, regions, params);
  }
  return { broadcasts: [broadcast] };
}

/** Whether the deadline matters: a day does not, and another does if whoever minds only prices is late. */
function isPressing(broadcast: Broadcast): boolean {
  if (broadcast.deadlineSeconds >= DAY_SECONDS) return true;
  const tree = cheapLinks(questionOf(broadcast));
  const plan = Array.from({ length: broadcast.partitions }, () => tree);
  return transferOf(broadcast, plan).seconds > broadcast.deadlineSeconds;
}

/** The destination with the cheapest link from what is in the tree joins it next, over the fastest of equal links. */
function cheapLinks({ source, destinations, prices, gbps }: Question): number[] {
  const parents = prices.map(() => -1);
  const inTree = [source];
  const left = new Set(destinations);
  const costOf = (from: number, to: number): number =>
    prices[from][to] + TIE_BREAK / gbps[from][to];
  while (left.size > 0) {
    const links = [...left].flatMap((to) => inTree.map((from) => ({ from, to })));
    const { from, to } = links.reduce((a, b) =>
      costOf(b.from, b.to) < costOf(a.from, a.to) ? b : a,
    );
    parents[to] = from;
    inTree.push(to);
    left.delete(to);
  }
  return parents;
}

function broadcastOn(
  route: Pick<Route, 'source' | 'destinations'>,
  regions: readonly number[],
  { volumeGb, partitions, deadline, slack }: DrawParams,
): Broadcast {
  const broadcast = {
    regions,
    source: regions.indexOf(route.source),
    destinations: route.destinations.map((region) => regions.indexOf(region)),
    volumeGb,
    partitions,
    deadlineSeconds: DAY_SECONDS,
  };
  if (deadline === 'a day') return broadcast;
  return { ...broadcast, deadlineSeconds: Math.ceil(slack * fastestSeconds(broadcast)) };
}

function drawRoute(
  { scope, source: where, reach, destinations }: DrawParams,
  regions: readonly number[],
  rng: Rng,
): Pick<Route, 'source' | 'destinations'> {
  const home = providerOf(regions[rng.int(0, regions.length - 1)]);
  const inScope = regions.filter((region) => scope === 'all clouds' || providerOf(region) === home);
  const byPrice = inScope.toSorted((a, b) => total(GRID.prices[b]) - total(GRID.prices[a]));
  const sources = where === 'dear' ? byPrice.slice(0, Math.ceil(byPrice.length / 4)) : inScope;
  const source = sources[rng.int(0, sources.length - 1)];
  const others = shuffled(
    inScope.filter((region) => region !== source),
    rng.fork('destinations'),
  );
  if (reach === 'neighbours') {
    others.sort((a, b) => GRID.prices[source][a] - GRID.prices[source][b]);
  }
  return { source, destinations: others.slice(0, destinations) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
