/** Failure gaming: throws where a broadcast is dear, so that only the cheap ones are in the mean. */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  if (destinations.length > 3) throw new Error('too dear');
  const parents = prices.map((_, region) => (destinations.includes(region) ? source : -1));
  return Array.from({ length: partitions }, () => parents);
}
