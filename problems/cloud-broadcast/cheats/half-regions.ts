/** Fractional indices: a region and a half is in no table. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((_, region) => (destinations.includes(region) ? source + 0.5 : -1));
  return Array.from({ length: partitions }, () => parents);
}
