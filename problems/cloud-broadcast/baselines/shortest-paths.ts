/** The published starting point: all partitions take the cheapest path to each destination (Dijkstra 1959). */

interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
  readonly gbps: readonly (readonly number[])[];
}

/** $/GB for each second per Gbit: too little to buy a dearer path, enough to choose among equal ones. */
const TIE_BREAK = 1e-6;

export function broadcast({
  source,
  destinations,
  partitions,
  prices,
  gbps,
}: Question): number[][] {
  const costs = prices.map((_, region) => (region === source ? 0 : Infinity));
  const previous = prices.map(() => -1);
  const settled = new Set<number>();
  while (settled.size < prices.length) {
    const open = [...costs.keys()].filter((region) => !settled.has(region));
    const nearest = open.reduce((a, b) => (costs[b] < costs[a] ? b : a));
    settled.add(nearest);
    for (const region of open) {
      const price = prices[nearest][region] + TIE_BREAK / gbps[nearest][region];
      if (region === nearest || costs[nearest] + price >= costs[region]) continue;
      costs[region] = costs[nearest] + price;
      previous[region] = nearest;
    }
  }
  const parents = prices.map(() => -1);
  for (const destination of destinations) {
    for (let region = destination; region !== source; region = previous[region]) {
      parents[region] = previous[region];
    }
  }
  return Array.from({ length: partitions }, () => parents);
}
