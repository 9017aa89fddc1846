/** A number beyond the table: gets the data from a region that does not exist, so that its price is not a number. */
interface Question {
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ destinations, partitions, prices }: Question): number[][] {
  const parents = prices.map((row, region) => (destinations.includes(region) ? row.length : -1));
  return Array.from({ length: partitions }, () => parents);
}
