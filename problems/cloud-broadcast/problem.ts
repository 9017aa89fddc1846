import { atMost, defineProblem, floor, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { fastestSeconds, leastEgressOf } from './measures/bounds.ts';
import { transferOf } from './measures/transfer.ts';
import {
  deliveryFault,
  type Fault,
  linkFault,
  rootFault,
  shapeFault,
} from './measures/validity.ts';
import { questionOf } from './workloads/broadcast.ts';
import { workloads } from './workloads/regimes.ts';
import { renumberRegions, reorderDestinations } from './workloads/renumber.ts';

const Region = z.int().nonnegative();
const Numbers = z.array(z.number()).readonly();
const Question = z.object({
  source: Region,
  destinations: z.array(Region).readonly(),
  volumeGb: z.number(),
  partitions: z.int(),
  deadlineSeconds: z.number(),
  prices: z.array(Numbers).readonly(),
  gbps: z.array(Numbers).readonly(),
  sendGbps: Numbers,
  receiveGbps: Numbers,
});
const Plan = z
  .array(z.array(z.int().min(-1)).max(128).readonly())
  .max(64)
  .readonly();
const unless = (fault: Fault) => fault === undefined || violated(fault);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export default defineProblem({
  name: 'cloud-broadcast',
  summary: 'Send data from one cloud region to several others over cheap and fast enough trees.',
  background: `Providers bill data that leaves a region, by where it goes; prices differ up to twenty times and
are not symmetric. A region that has the data can pass it on, so a dear first link can be shared by many
destinations: the cheapest plan is a Steiner tree in a directed graph. Each of the equal partitions of the data
takes its own tree and pays for each of its links. All links run at once; a region's links share what it can send
and receive; the slowest link with all its partitions sets the time, which must meet the deadline.`,
  program: {
    kind: 'function',
    seed: './seed.ts',
    entry: 'broadcast',
    input: Question,
    output: Plan,
  },
  limits: { callMs: 500, workloadMs: 3_000, memoryMiB: 256 },
  workloads,

  drive: ({ workload, program }) => program.callEach(workload.broadcasts.map(questionOf)),
  metrics: {
    egressUsd: minimize('$'),
    totalUsd: minimize('$'),
    transferSeconds: minimize('s'),
    deadlineShare: minimize('share', { across: 'worst' }),
    cpuMs: minimize('ms'),
  },
  measure: ({ workload: { broadcasts }, output, usage }) => {
    const transfers = broadcasts.map((broadcast, i) => transferOf(broadcast, output[i]));
    return {
      egressUsd: sum(transfers.map(({ egressUsd }) => egressUsd)),
      totalUsd: sum(transfers.map(({ totalUsd }) => totalUsd)),
      transferSeconds: Math.max(...transfers.map(({ seconds }) => seconds)),
      deadlineShare: Math.max(
        ...transfers.map(({ seconds }, i) => seconds / broadcasts[i].deadlineSeconds),
      ),
      cpuMs: usage.cpuMs / usage.calls,
    };
  },
  bound: ({ workload: { broadcasts } }) => ({
    egressUsd: leastEgressOf(broadcasts),
    transferSeconds: relaxed(Math.max(...broadcasts.map(fastestSeconds))),
  }),
  invariants: {
    'a tree for each partition': ({ workload, output }) =>
      unless(shapeFault(workload.broadcasts, output)),
    'links are between regions': ({ workload, output }) =>
      unless(linkFault(workload.broadcasts, output)),
    'all data comes from the source': ({ workload, output }) =>
      unless(rootFault(workload.broadcasts, output)),
    'every destination gets all data': ({ workload, output }) =>
      unless(deliveryFault(workload.broadcasts, output)),
  },
  relations: {
    'region numbers do not matter': {
      change: ({ workload, rng }) => renumberRegions(workload, rng),
      within: '0.1%',
    },
    'the order of destinations does not matter': {
      change: ({ workload, rng }) => reorderDestinations(workload, rng),
      within: '0.1%',
    },
  },

  objectives: ['egressUsd'],
  constraints: {
    egressUsd: floor({ than: 'shortestPaths' }),
    totalUsd: floor({ than: 'shortestPaths' }),
    transferSeconds: floor({ by: '25%', than: 'shortestPaths' }),
    deadlineShare: atMost(1, { in: 'every workload' }),
    cpuMs: atMost(50, { in: 'overall' }),
  },
  baselines: {
    shortestPaths: './baselines/shortest-paths.ts',
    direct: './baselines/direct.ts',
    nearestFirst: './baselines/nearest-first.ts',
    relays: './baselines/relays.ts',
  },
});
