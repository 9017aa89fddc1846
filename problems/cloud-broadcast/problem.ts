import { atMost, defineProblem, floor, minimize, relaxed, violated } from 'barbican';
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
import { planSchema, questionSchema } from './workloads/schemas.ts';

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
    input: questionSchema,
    output: planSchema,
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
    egressUsd: floor({ by: '10%', than: 'shortestPaths' }),
    totalUsd: floor({ by: '10%', than: 'shortestPaths' }),
    transferSeconds: floor({ by: '25%', than: 'shortestPaths', in: 'overall' }),
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
