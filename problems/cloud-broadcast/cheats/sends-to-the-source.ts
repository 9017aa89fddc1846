/** Negative work: the source gets the data from a destination, in case links into it are paid back. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((_, region) => (destinations.includes(region) ? source : -1));
  parents[source] = destinations[0];
  return Array.from({ length: partitions }, () => parents);
}
