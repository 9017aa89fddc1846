/** Dropped work: sends half of the partitions. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((_, region) => (destinations.includes(region) ? source : -1));
  return Array.from({ length: Math.floor(partitions / 2) }, () => parents);
}
