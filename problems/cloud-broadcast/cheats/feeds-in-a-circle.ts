/** A cycle: destinations pass the data round among themselves, over cheap links, and nobody gets it from the source. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map(() => -1);
  const [first] = destinations;
  const spare = [...prices.keys()].find((region) => region !== source && region !== first) ?? first;
  const ring = destinations.length > 1 ? destinations : [first, spare];
  for (const [i, region] of ring.entries()) parents[region] = ring[(i + 1) % ring.length];
  return Array.from({ length: partitions }, () => parents);
}
