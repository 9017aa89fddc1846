/** A link that is none: each destination gets the data from itself, which is free. */
interface Question {
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((_, region) => (destinations.includes(region) ? region : -1));
  return Array.from({ length: partitions }, () => parents);
}
