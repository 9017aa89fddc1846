/** What a plan costs and how long it takes, by the judge's own grid. */
import {
  type Broadcast,
  MACHINES,
  type Plan,
  type Question,
  questionOf,
} from '../workloads/broadcast.ts';

/** $ for one machine and hour: the spot price of the published simulator's m5.8xlarge. */
const MACHINE_PRICE = 0.54;
const BITS_PER_BYTE = 8;

/** What a valid plan comes to. */
export interface Transfer {
  /** $ that providers bill for data that leaves their regions. */
  readonly egressUsd: number;
  /** From the first byte sent to the last one received. */
  readonly seconds: number;
  /** Egress and the machines in all regions that take part, for as long as it takes. */
  readonly totalUsd: number;
}

interface Link {
  readonly from: number;
  readonly to: number;
  partitions: number;
}

/**
 * Cost and time of a valid plan.
 *
 * A partition pays for each link of its tree; no partition pays for another. All links run at once, each at its own
 * speed; where the links of a region together could do more than the region, it gives each an equal share at most.
 * The slowest link with its partitions sets the time.
 */
export function transferOf(broadcast: Broadcast, plan: Plan): Transfer {
  const question = questionOf(broadcast);
  const links = linksOf(plan);
  const gbPerPartition = broadcast.volumeGb / broadcast.partitions;
  const speed = speedOn(links, question);
  let egressUsd = 0;
  let seconds = 0;
  for (const link of links) {
    const gb = link.partitions * gbPerPartition;
    egressUsd += gb * question.prices[link.from][link.to];
    seconds = Math.max(seconds, (gb * BITS_PER_BYTE) / speed(link));
  }
  const regions = new Set(links.flatMap(({ from, to }) => [from, to])).size;
  const machineHours = (regions * MACHINES * seconds) / 3600;
  return { egressUsd, seconds, totalUsd: egressUsd + machineHours * MACHINE_PRICE };
}

/** The links that any tree uses, with the number of partitions on each. */
function linksOf(plan: Plan): Link[] {
  const links = new Map<number, Link>();
  for (const parents of plan) {
    for (const [to, from] of parents.entries()) {
      if (from < 0) continue;
      const key = from * parents.length + to;
      const link = links.get(key) ?? { from, to, partitions: 0 };
      link.partitions++;
      links.set(key, link);
    }
  }
  return [...links.values()];
}

/** Gbit/s of a link among all that run at once. */
function speedOn(links: readonly Link[], question: Question): (link: Link) => number {
  const { gbps, sendGbps, receiveGbps } = question;
  const shares = (end: 'from' | 'to', limits: readonly number[]): readonly number[] =>
    limits.map((limit, region) => {
      const own = links.filter((link) => link[end] === region);
      const wanted = own.reduce((sum, { from, to }) => sum + gbps[from][to], 0);
      return wanted > limit ? limit / own.length : Infinity;
    });
  const sent = shares('from', sendGbps);
  const received = shares('to', receiveGbps);
  return ({ from, to }) => Math.min(gbps[from][to], sent[from], received[to]);
}
