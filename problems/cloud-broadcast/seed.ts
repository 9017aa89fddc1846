/** How to send one volume of data from one cloud region to several: a tree of regions for each partition of it. */

/** What `broadcast` is asked. Regions are the indices of the tables. */
export interface Question {
  readonly source: number;
  /** At least one, each once, never the source. */
  readonly destinations: readonly number[];
  readonly volumeGb: number;
  /** Equal parts of the volume; each may take its own tree. */
  readonly partitions: number;
  /** Any plan that takes longer is no use. */
  readonly deadlineSeconds: number;
  /** $/GB from the row's region to the column's. Each partition pays for each link of its tree. */
  readonly prices: readonly (readonly number[])[];
  /** Gbit/s from the row's region to the column's. */
  readonly gbps: readonly (readonly number[])[];
  /** Gbit/s that a region can send to all others together; beyond it each link gets an equal share at most. */
  readonly sendGbps: readonly number[];
  /** The same for what it can receive. */
  readonly receiveGbps: readonly number[];
}

/** For each partition, the region that each region gets it from: -1 for the source and for regions without it. */
export function broadcast(question: Question): number[][] {
  return planInTime(question);
}

// EVOLVE-BLOCK-START
/** How much of the price of getting to a region counts again for those that are reached by way of it. */
const CARRIED = 1;
/** The same in a hurry: regions that pass data on relieve the source. */
const CARRIED_IN_A_HURRY = 0;
/** How much of the mean price from a region to the destinations that are left counts for a link to it. */
const AHEAD = 0;
/** $/GB that a link seems to cost for each second that it takes per Gbit, when there is no hurry. */
const PATIENT = 0.001;
/** The same when a plan is late: the first try, and how much more each try. */
const HURRIED = 0.05;
const MORE = 2;

/** The first plan that meets the deadline, each try in more of a hurry than the one before; else the fastest. */
function planInTime(question: Question): number[][] {
  let best = planWith(question, PATIENT);
  let seconds = secondsOf(best, question);
  for (let hurry = HURRIED; seconds > question.deadlineSeconds && hurry < 10; hurry *= MORE) {
    const plan = planWith(question, hurry);
    const needed = secondsOf(plan, question);
    if (needed >= seconds) continue;
    best = plan;
    seconds = needed;
  }
  return best;
}

/** A tree for each partition, each aware of those before it if there is a hurry. */
function planWith(question: Question, hurry: number): number[][] {
  const sent = question.prices.map(() => 0);
  const first = growTree(question, hurry, sent);
  const alike = hurry <= PATIENT;
  return Array.from({ length: question.partitions }, (_, partition) =>
    partition === 0 || alike ? first : growTree(question, hurry, sent),
  );
}

/** One tree: the destinations join it one after the other, the one that seems cheapest to reach next. */
function growTree(question: Question, hurry: number, sent: number[]): number[] {
  const { source, destinations, prices, gbps, sendGbps } = question;
  const parents = prices.map(() => -1);
  const spent = prices.map(() => Infinity);
  spent[source] = 0;
  const carried = hurry > PATIENT ? CARRIED_IN_A_HURRY : CARRIED;
  let left = [...destinations];
  while (left.length > 0) {
    const ahead = prices.map((row) => AHEAD * mean(left.map((region) => row[region])));
    const { costs, from } = cheapestPaths(spent, (u, v) => {
      const slowness = 1 / gbps[u][v] + sent[u] / sendGbps[u];
      return prices[u][v] + hurry * slowness + ahead[v];
    });
    const next = left.reduce((a, b) => (costs[b] < costs[a] ? b : a));
    for (let at = next; spent[at] === Infinity; at = from[at]) {
      parents[at] = from[at];
      sent[from[at]]++;
    }
    for (let at = next; spent[at] === Infinity; at = from[at]) {
      spent[at] = carried * costs[at];
    }
    left = left.filter((region) => spent[region] === Infinity);
  }
  return parents;
}

/** Costs and last steps of the cheapest paths from regions that cost something to begin with (Dijkstra). */
function cheapestPaths(starts: readonly number[], weight: (u: number, v: number) => number) {
  const costs = [...starts];
  const from = costs.map(() => -1);
  const open = [...costs.keys()];
  while (open.length > 0) {
    let i = 0;
    for (let j = 1; j < open.length; j++) if (costs[open[j]] < costs[open[i]]) i = j;
    const [u] = open.splice(i, 1);
    for (const v of open) {
      const cost = costs[u] + weight(u, v);
      if (cost < costs[v]) {
        costs[v] = cost;
        from[v] = u;
      }
    }
  }
  return { costs, from };
}

/** How long a plan takes: the slowest link with all its partitions. */
function secondsOf(plan: number[][], question: Question): number {
  const { gbps, sendGbps, receiveGbps, volumeGb, partitions } = question;
  const counts = new Map<number, number>();
  for (const parents of plan) {
    for (const [v, u] of parents.entries()) {
      const link = u * parents.length + v;
      if (u >= 0) counts.set(link, (counts.get(link) ?? 0) + 1);
    }
  }
  const links = [...counts.keys()].map((link) => [
    Math.floor(link / gbps.length),
    link % gbps.length,
  ]);
  const share = (end: number, region: number, limit: number) => {
    const own = links.filter((link) => link[end] === region);
    return total(own.map(([u, v]) => gbps[u][v])) > limit ? limit / own.length : Infinity;
  };
  const seconds = [...counts.values()].map((count, i) => {
    const [u, v] = links[i];
    const speed = Math.min(gbps[u][v], share(0, u, sendGbps[u]), share(1, v, receiveGbps[v]));
    return (count * (volumeGb / partitions) * 8) / speed;
  });
  return Math.max(...seconds);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}
// EVOLVE-BLOCK-END
