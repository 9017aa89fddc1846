import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { place as hierarchical } from './baselines/hierarchical.ts';
import { place as latest } from './baselines/latest.ts';
import { place as smoothed } from './baselines/smoothed.ts';
import { place as uniform } from './baselines/uniform.ts';
import { place as addsSlots } from './cheats/adds-slots.ts';
import { place as dropsColdExperts } from './cheats/drops-cold-experts.ts';
import { place as inventsExperts } from './cheats/invents-experts.ts';
import { place as returnsNothing } from './cheats/returns-nothing.ts';
import { balanceOn, bestBalance } from './measures/balance.ts';
import { movedShare } from './measures/moved.ts';
import { expertFault, type Fault, replicaFault, slotFault } from './measures/validity.ts';
import { sampledWorkloads } from './sampled.ts';
import { type Input, place as seed } from './seed.ts';
import { type Workload, WINDOWS_PER_DAY } from './workloads/loads.ts';

type Place = (input: Input) => number[];
const PROGRAMS: Readonly<Record<string, Place>> = { seed, hierarchical, uniform, smoothed, latest };
const sampled = sampledWorkloads(3);

describe('sampledWorkloads()', () => {
  it('has scored and slow regimes, at least seven, when the problem is loaded', () => {
    expect(new Set(sampled.map(({ regime }) => regime)).size).toBeGreaterThanOrEqual(7);
  });
});

describe.each(Object.entries(PROGRAMS))('%s place()', (_, place) => {
  it('gives every expert a slot when the regime is any of the problem', () => {
    for (const { workload } of sampled)
      expect(faultOf(workload, play(workload, place))).toBeUndefined();
  });

  it('gives the same answer and leaves its input alone when it is asked twice', () => {
    for (const { workload } of sampled) {
      const before = JSON.stringify(workload);
      expect(play(workload, place)).toEqual(play(workload, place));
      expect(JSON.stringify(workload)).toBe(before);
    }
  });

  it('stays below the bound when the regime is any of the problem', () => {
    for (const { workload } of sampled) {
      for (const [i, placement] of play(workload, place).entries()) {
        const bound = bestBalance(workload.next[i], workload);
        expect(balanceOn(workload.next[i], placement, workload)).toBeLessThanOrEqual(bound + 1e-9);
      }
    }
  });
});

describe('seed place()', () => {
  it('is as good as the published balancer and moves less when loads are those of the regimes', () => {
    expect(meanBalance(seed)).toBeGreaterThan(0.97 * meanBalance(hierarchical));
    expect(meanMoved(seed)).toBeLessThan(0.6 * meanMoved(hierarchical));
    expect(meanMoved(latest)).toBeLessThan(0.7 * meanMoved(hierarchical));
  });
});

describe('latest place()', () => {
  it('leaves less to gain than the published balancer when loads do not stand still', () => {
    expect(meanBalance(latest)).toBeGreaterThan(1.05 * meanBalance(hierarchical));
    expect(meanBalance(uniform)).toBeLessThan(0.9 * meanBalance(hierarchical));
  });

  it('would be nearly even when the last window were the next', () => {
    const clairvoyant = sampled.flatMap(({ workload }) =>
      workload.next.map((next) => balanceOn(next, latest({ ...workload, past: [next] }), workload)),
    );
    expect(mean(clairvoyant)).toBeGreaterThan(0.93);
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
    expect(expected.length).toBeGreaterThanOrEqual(8);
    expect(new Set(expected.map(({ verdict }) => verdict))).toEqual(
      new Set(['failed', 'invalid', 'no gain']),
    );
  });

  it.each([
    ['returns-nothing', returnsNothing],
    ['drops-cold-experts', dropsColdExperts],
    ['invents-experts', inventsExperts],
    ['adds-slots', addsSlots],
  ])('break an invariant when the program is %s', (_, place) => {
    for (const { workload } of sampled)
      expect(faultOf(workload, play(workload, place))).toBeDefined();
  });
});

function play(workload: Workload, place: Place): number[][] {
  const { past, next, gpus, slotsPerGpu } = workload;
  const placements: number[][] = [];
  for (const [i] of next.entries()) {
    const previous = placements[i - 1] ?? workload.previous;
    const seen = [...past, ...next.slice(0, i)];
    placements.push(
      place({ past: seen, windowsPerDay: WINDOWS_PER_DAY, gpus, slotsPerGpu, previous }),
    );
  }
  return placements;
}

function faultOf(workload: Workload, placements: readonly (readonly number[])[]): Fault {
  const experts = workload.past[0].length;
  return (
    slotFault(placements, workload.gpus * workload.slotsPerGpu) ??
    expertFault(placements, experts) ??
    replicaFault(placements, experts)
  );
}

function meanBalance(place: Place): number {
  return mean(
    sampled.flatMap(({ workload }) =>
      play(workload, place).map((placement, i) => balanceOn(workload.next[i], placement, workload)),
    ),
  );
}

function meanMoved(place: Place): number {
  return mean(
    sampled.flatMap(({ workload }) =>
      play(workload, place).map((to, i, all) =>
        movedShare(all[i - 1] ?? workload.previous, to, workload),
      ),
    ),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
