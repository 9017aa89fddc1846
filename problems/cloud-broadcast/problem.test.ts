import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rng } from 'barbican';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRng } from '../../src/lib/rng.ts';
import { broadcast as direct } from './baselines/direct.ts';
import { broadcast as nearestFirst } from './baselines/nearest-first.ts';
import { broadcast as relays } from './baselines/relays.ts';
import { broadcast as shortestPaths } from './baselines/shortest-paths.ts';
import { broadcast as beginsAtTheHub } from './cheats/begins-at-the-hub.ts';
import { broadcast as dropsADestination } from './cheats/drops-a-destination.ts';
import { broadcast as emptyTrees } from './cheats/empty-trees.ts';
import { broadcast as feedsInACircle } from './cheats/feeds-in-a-circle.ts';
import { broadcast as feedsItself } from './cheats/feeds-itself.ts';
import { broadcast as fewerPartitions } from './cheats/fewer-partitions.ts';
import { broadcast as noPlan } from './cheats/no-plan.ts';
import { broadcast as sendsFromNowhere } from './cheats/sends-from-nowhere.ts';
import { broadcast as sendsToTheSource } from './cheats/sends-to-the-source.ts';
import { leastEgress, leastEgressOf } from './measures/bounds.ts';
import { transferOf } from './measures/transfer.ts';
import {
  deliveryFault,
  type Fault,
  linkFault,
  rootFault,
  shapeFault,
} from './measures/validity.ts';
import { sampledWorkloads } from './sampled.ts';
import { broadcast as seed } from './seed.ts';
import { DAY_SECONDS, type Question, questionOf } from './workloads/broadcast.ts';
import type { Workload } from './workloads/draw.ts';
import { PUBLISHED } from './workloads/published.ts';
import { renumberRegions, reorderDestinations } from './workloads/renumber.ts';

type Program = (question: Question) => number[][];
const PROGRAMS = { seed, direct, shortestPaths, nearestFirst, relays };
const sampled = sampledWorkloads(3);

describe('sampledWorkloads()', () => {
  it('has eight regimes or more, with the deadlines, sizes and lists that they are named for, when drawn', () => {
    expect(new Set(sampled.map(({ regime }) => regime)).size).toBeGreaterThanOrEqual(8);
    for (const { regime, workload } of sampled) {
      const [first] = workload.broadcasts;
      expect(workload.broadcasts).toHaveLength(regime === 'published' ? PUBLISHED.length : 1);
      expect(first.deadlineSeconds < DAY_SECONDS).toBe(regime.startsWith('deadline'));
      if (regime === 'many destinations') expect(first.destinations.length).toBeGreaterThan(11);
    }
    for (const { workload } of sampled) {
      for (const { source, destinations, regions } of workload.broadcasts) {
        const places = new Set([source, ...destinations]);
        expect(places.size).toBe(destinations.length + 1);
        expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...places)).toBeLessThan(regions.length);
      }
    }
  });
});

describe.each(Object.entries(PROGRAMS))('%s broadcast()', (_, program) => {
  it('gives a valid plan that costs no less than the bound when the regime is any of the problem', () => {
    for (const { workload } of sampled) {
      const plans = planned(workload, program);
      expect(faultOf(workload, plans)).toBeUndefined();
      expect(egressOf(workload, plans)).toBeGreaterThanOrEqual(
        leastEgressOf(workload.broadcasts).value * (1 - 1e-9),
      );
    }
  });

  it('gives the same answer and leaves its question alone when it is asked twice', () => {
    const [{ workload }] = sampled;
    const question = questionOf(workload.broadcasts[0]);
    const before = JSON.stringify(question);
    expect(program(question)).toEqual(program(question));
    expect(JSON.stringify(question)).toBe(before);
  });
});

describe('broadcast()', () => {
  it.each([
    ['seed', seed],
    ['relays', relays],
  ])('meets every deadline when it is that of %s', (_, program) => {
    for (const { workload } of sampled) {
      for (const [i, plan] of planned(workload, program).entries()) {
        const broadcast = workload.broadcasts[i];
        expect(transferOf(broadcast, plan).seconds).toBeLessThanOrEqual(broadcast.deadlineSeconds);
      }
    }
  });
});

describe('seed broadcast()', () => {
  it('costs as much as shortest paths, or less by sharing their beginnings, when there is a day', () => {
    for (const { workload } of sampled.filter(({ regime }) => !regime.startsWith('deadline'))) {
      const own = egressOf(workload, planned(workload, seed));
      expect(own).toBeLessThanOrEqual(egressOf(workload, planned(workload, shortestPaths)) * 1.02);
    }
  });

  it.each([
    ['regions are renumbered', renumberRegions],
    ['destinations are reordered', reorderDestinations],
  ])('costs the same when %s', (_, change: (workload: Workload, rng: Rng) => Workload) => {
    for (const [i, { workload }] of sampled.entries()) {
      const changed = change(workload, createRng(i));
      expect(egressOf(changed, planned(changed, seed))).toBeCloseTo(
        egressOf(workload, planned(workload, seed)),
        6,
      );
    }
  });
});

describe('leastEgress()', () => {
  it('is what the published broadcasts were found to cost at least when the grid is the published one', () => {
    const published = sampled.find(({ regime }) => regime === 'published');
    const least = published?.workload.broadcasts.map(leastEgress) ?? [];
    expect(least.map(({ kind }) => kind)).toEqual(['exact', 'exact', 'exact']);
    expect(least.map(({ value }) => Math.round(value * 1e6) / 1e6)).toEqual([57, 123, 120]);
    const total = leastEgressOf(published?.workload.broadcasts ?? []);
    expect([total.kind, Math.round(total.value * 1e6) / 1e6]).toEqual(['exact', 300]);
  });
});

describe('cheats', () => {
  const folder = join(import.meta.dirname, 'cheats');
  const expected = z
    .array(z.object({ file: z.string(), class: z.string(), verdict: z.string() }))
    .parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));

  it('have a verdict each when they are in the folder', () => {
    const programs = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    expect(expected.map(({ file }) => file).toSorted()).toEqual(programs.toSorted());
    expect(new Set(expected.map(({ verdict }) => verdict))).toEqual(
      new Set(['failed', 'invalid', 'no gain']),
    );
  });

  it.each<[string, Program]>([
    ['drops-a-destination', dropsADestination],
    ['empty-trees', emptyTrees],
    ['no-plan', noPlan],
    ['fewer-partitions', fewerPartitions],
    ['feeds-itself', feedsItself],
    ['feeds-in-a-circle', feedsInACircle],
    ['begins-at-the-hub', beginsAtTheHub],
    ['sends-from-nowhere', sendsFromNowhere],
    ['sends-to-the-source', sendsToTheSource],
  ])('break an invariant when the program is %s', (name, program) => {
    expect(expected.find(({ file }) => file === `${name}.ts`)?.verdict).toBe('invalid');
    for (const { workload } of sampled) {
      if (workload.broadcasts[0].partitions === 1 && name === 'begins-at-the-hub') continue;
      expect(faultOf(workload, planned(workload, program))).toBeDefined();
    }
  });
});

function planned({ broadcasts }: Workload, program: Program): number[][][] {
  return broadcasts.map((broadcast) => program(questionOf(broadcast)));
}

function egressOf({ broadcasts }: Workload, plans: readonly number[][][]): number {
  return broadcasts.reduce((sum, one, i) => sum + transferOf(one, plans[i]).egressUsd, 0);
}

function faultOf({ broadcasts }: Workload, plans: readonly number[][][]): Fault {
  return (
    shapeFault(broadcasts, plans) ??
    linkFault(broadcasts, plans) ??
    rootFault(broadcasts, plans) ??
    deliveryFault(broadcasts, plans)
  );
}
