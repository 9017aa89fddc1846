/** A star: the source sends everything to every destination itself, as tools that copy to one place at a time do. */

interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast(question: Question): number[][] {
  const { source, destinations, partitions, prices } = question;
  const parents = prices.map((_, region) => (destinations.includes(region) ? source : -1));
  return Array.from({ length: partitions }, () => parents);
}
