import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/lib/rng.ts';
import { balanceOn } from '../measures/balance.ts';
import { place } from '../seed.ts';
import type { Workload } from './loads.ts';
import { renumberExperts, renumberGpus } from './renumber.ts';
import { sampledWorkloads } from '../sampled.ts';

const workloads = sampledWorkloads(2).map(({ workload }) => workload);

describe('renumberGpus()', () => {
  it('keeps what stands together on a GPU when it gives the GPUs other numbers', () => {
    for (const [i, workload] of workloads.entries()) {
      const renumbered = renumberGpus(workload, createRng(i));
      expect(renumbered.past).toEqual(workload.past);
      expect(gpuContents(renumbered)).toEqual(gpuContents(workload));
    }
  });

  it('does not change how the seed program balances when it places once', () => {
    for (const [i, workload] of workloads.entries()) {
      const renumbered = renumberGpus(workload, createRng(i));
      expect(balanceOfSeed(renumbered)).toBeCloseTo(balanceOfSeed(workload), 9);
    }
  });
});

describe('renumberExperts()', () => {
  it('keeps the loads of every slot when it gives the experts other numbers', () => {
    for (const [i, workload] of workloads.entries()) {
      const renumbered = renumberExperts(workload, createRng(i));
      const loadsBySlot = ({ previous, past, next }: Workload): number[][] =>
        [...past, ...next].map((window) => previous.map((expert) => window[expert]));
      expect(renumbered.previous).not.toEqual(workload.previous);
      expect(loadsBySlot(renumbered)).toEqual(loadsBySlot(workload));
    }
  });
});

function gpuContents({ previous, gpus, slotsPerGpu }: Workload): string[] {
  return Array.from({ length: gpus }, (_, gpu) =>
    previous.slice(gpu * slotsPerGpu, (gpu + 1) * slotsPerGpu).join(' '),
  ).toSorted();
}

function balanceOfSeed(workload: Workload): number {
  return balanceOn(workload.next[0], place({ ...workload, windowsPerDay: 8 }), workload);
}
