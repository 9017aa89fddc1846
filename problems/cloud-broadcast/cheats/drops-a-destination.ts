/** Dropped work: leaves out the destination that is dearest to reach. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const row = prices[source];
  const dearest = destinations.reduce((a, b) => (row[b] > row[a] ? b : a));
  const kept = destinations.filter((region) => region !== dearest);
  const parents = prices.map((_, region) => (kept.includes(region) ? source : -1));
  return Array.from({ length: partitions }, () => parents);
}
