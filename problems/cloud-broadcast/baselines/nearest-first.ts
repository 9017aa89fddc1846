/**
 * The shortest path heuristic of Takahashi and Matsuyama 1980: the destination that is cheapest to reach from anything
 * in the tree joins it next. Paths are those of Floyd 1962.
 */

interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
  readonly gbps: readonly (readonly number[])[];
}

/** $/GB for each second per Gbit: too little to buy a dearer path, enough to choose among equal ones. */
const TIE_BREAK = 1e-6;

export function broadcast(question: Question): number[][] {
  const { source, destinations, partitions, prices } = question;
  const { cost, via } = allPaths(question);
  const parents = prices.map(() => -1);
  const tree = new Set([source]);
  const left = new Set(destinations);
  while (left.size > 0) {
    const joins = [...left].flatMap((to) => [...tree].map((from) => ({ from, to })));
    const best = joins.reduce((a, b) => (cost[b.from][b.to] < cost[a.from][a.to] ? b : a));
    for (let at = best.from; at !== best.to; ) {
      const next = via[at][best.to];
      if (!tree.has(next)) parents[next] = at;
      tree.add(next);
      left.delete(next);
      at = next;
    }
  }
  return Array.from({ length: partitions }, () => parents);
}

/** Cost of the cheapest path between each two regions, and its first step. */
function allPaths({ prices, gbps }: Question): { cost: number[][]; via: number[][] } {
  const cost = prices.map((row, u) =>
    row.map((price, v) => (u === v ? 0 : price + TIE_BREAK / gbps[u][v])),
  );
  const via = prices.map((row) => [...row.keys()]);
  for (const k of prices.keys()) {
    for (const u of prices.keys()) {
      const first = cost[u][k];
      cost[u] = cost[u].map((known, v) => {
        if (first + cost[k][v] >= known) return known;
        via[u][v] = via[u][k];
        return first + cost[k][v];
      });
    }
  }
  return { cost, via };
}
