/** The generator: broadcasts between real regions, numbered anew each time. */
import type { Rng } from 'barbican';
import { fastestSeconds } from '../measures/bounds.ts';
import { GRID, providerOf } from '../network/grid.ts';
import { type Broadcast, DAY_SECONDS } from './broadcast.ts';
import { PUBLISHED, type Route } from './published.ts';
import { shuffled } from './shuffled.ts';

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
  const routes = isPublished ? PUBLISHED : [drawRoute(params, regions, rng.fork('route'))];
  return { broadcasts: routes.map((route) => broadcastOn(route, regions, params)) };
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
