/** Negative indices: read before the table, where nothing has a price. */
interface Question {
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((_, region) => (destinations.includes(region) ? -2 : -1));
  return Array.from({ length: partitions }, () => parents);
}
