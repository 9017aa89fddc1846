/**
 * Nearest first, and then better: regions that nobody asked for join as relays while that makes the tree cheaper. Late
 * plans are made again with a price on time, until they are not late.
 */

interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly volumeGb: number;
  readonly partitions: number;
  readonly deadlineSeconds: number;
  readonly prices: readonly (readonly number[])[];
  readonly gbps: readonly (readonly number[])[];
  readonly sendGbps: readonly number[];
  readonly receiveGbps: readonly number[];
}

type Table = readonly (readonly number[])[];

/** $/GB for each second per Gbit: nothing to speak of at first, then more and more. */
const HURRIES = [1e-6, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6];

export function broadcast(question: Question): number[][] {
  let best: { plan: number[][]; seconds: number } | undefined;
  for (const hurry of HURRIES) {
    const plan = planIn(question, hurry);
    const seconds = secondsOf(plan, question);
    if (!best || seconds < best.seconds) best = { plan, seconds };
    if (best.seconds <= question.deadlineSeconds) break;
  }
  return best?.plan ?? [];
}

/** Each tree sees what those before it send. Without a hurry all are alike. */
function planIn(question: Question, hurry: number): number[][] {
  const { prices, gbps, sendGbps, partitions } = question;
  const sent = prices.map(() => 0);
  const plan: number[][] = [];
  for (let partition = 0; partition < partitions; partition++) {
    const weights = prices.map((row, u) =>
      row.map((price, v) => price + hurry * (1 / gbps[u][v] + sent[u] / sendGbps[u])),
    );
    const tree = hurry === HURRIES[0] && partition > 0 ? plan[0] : withRelays(question, weights);
    for (const u of tree) if (u >= 0) sent[u]++;
    plan.push(tree);
  }
  return plan;
}

/** Adds the relay that saves most, as long as one does. */
function withRelays({ source, destinations }: Question, weights: Table): number[] {
  const relays: number[] = [];
  let best = nearestFirst(source, destinations, weights);
  for (let improves = true; improves; ) {
    improves = false;
    let chosen = -1;
    for (const region of weights.keys()) {
      if (region === source || best.parents[region] >= 0) continue;
      const other = nearestFirst(source, [...destinations, ...relays, region], weights);
      prune(other, destinations, weights);
      if (other.weight >= best.weight - 1e-9) continue;
      best = other;
      chosen = region;
      improves = true;
    }
    if (improves) relays.push(chosen);
  }
  return best.parents;
}

interface Tree {
  readonly parents: number[];
  weight: number;
}

/** Joins the terminal that is cheapest to reach by one link next (Prim 1957, directed). */
function nearestFirst(source: number, terminals: readonly number[], weights: Table): Tree {
  const parents = weights.map(() => -1);
  const nearest = new Map(terminals.map((region) => [region, source]));
  let weight = 0;
  while (nearest.size > 0) {
    let next = -1;
    let link = Infinity;
    for (const [region, from] of nearest) {
      if (weights[from][region] >= link) continue;
      link = weights[from][region];
      next = region;
    }
    parents[next] = nearest.get(next) ?? source;
    nearest.delete(next);
    weight += link;
    for (const [region, from] of nearest) {
      if (weights[next][region] < weights[from][region]) nearest.set(region, next);
    }
  }
  return { parents, weight };
}

/** Takes relays away that pass nothing on. */
function prune(tree: Tree, destinations: readonly number[], weights: Table): void {
  const { parents } = tree;
  for (let pruned = true; pruned; ) {
    pruned = false;
    for (const [region, from] of parents.entries()) {
      if (from < 0 || destinations.includes(region) || parents.includes(region)) continue;
      tree.weight -= weights[from][region];
      parents[region] = -1;
      pruned = true;
    }
  }
}

function secondsOf(plan: readonly number[][], question: Question): number {
  const { gbps, sendGbps, receiveGbps, volumeGb, partitions } = question;
  const trees = new Map<string, number>();
  for (const tree of plan) {
    for (const [v, u] of tree.entries()) {
      if (u >= 0) trees.set(`${u} ${v}`, (trees.get(`${u} ${v}`) ?? 0) + 1);
    }
  }
  const links = [...trees].map(([link, count]) => ({ ends: link.split(' ').map(Number), count }));
  const share = (limits: readonly number[], end: number, region: number): number => {
    const own = links.filter(({ ends }) => ends[end] === region);
    const wanted = own.reduce((sum, { ends: [u, v] }) => sum + gbps[u][v], 0);
    return wanted > limits[region] ? limits[region] / own.length : Infinity;
  };
  const times = links.map(({ ends: [u, v], count }) => {
    const speed = Math.min(gbps[u][v], share(sendGbps, 0, u), share(receiveGbps, 1, v));
    return (count * (volumeGb / partitions) * 8) / speed;
  });
  return Math.max(...times);
}
