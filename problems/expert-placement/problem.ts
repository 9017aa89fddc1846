import { atMost, defineProblem, floor, maximize, minimize, relaxed, violated } from 'barbican';
import { z } from 'zod';
import { balanceOn, bestBalance } from './measures/balance.ts';
import { movedShare } from './measures/moved.ts';
import { expertFault, type Fault, replicaFault, slotFault } from './measures/validity.ts';
import { WINDOWS_PER_DAY } from './workloads/loads.ts';
import { workloads } from './workloads/regimes.ts';
import { renumberExperts, renumberGpus } from './workloads/renumber.ts';

const Numbers = z.array(z.int().nonnegative()).max(4096).readonly();
const Input = z.object({
  past: z.array(Numbers).readonly(),
  windowsPerDay: z.int(),
  gpus: z.int(),
  slotsPerGpu: z.int(),
  previous: Numbers,
});
const unless = (fault: Fault) => fault === undefined || violated(fault);

export default defineProblem({
  name: 'expert-placement',
  summary:
    'Place replicas of MoE experts on GPUs so that no GPU is a straggler in the next window.',
  background: `The experts of one layer share GPUs with a fixed number of slots. Each slot holds one expert, an
expert may have several replicas, and its tokens are split evenly over them. The layer is as slow as its fullest
GPU. A program sees the token counts of past windows and places the experts for the next one, which it does not
see: the loss lies in the forecast, hardly in the packing. To move an expert is to copy its weights.`,
  program: { kind: 'function', seed: './seed.ts', entry: 'place', input: Input, output: Numbers },
  limits: { callMs: 500, workloadMs: 2_000, memoryMiB: 256 },
  workloads,

  // Decisions in a row, each with all windows before it; the window that it is for stays with the judge.
  drive: async ({ workload: { past, next, previous, gpus, slotsPerGpu }, program }) => {
    const placements: (readonly number[])[] = [];
    const base = { windowsPerDay: WINDOWS_PER_DAY, gpus, slotsPerGpu };
    for (const [i] of next.entries()) {
      const seen = [...past, ...next.slice(0, i)];
      const held = placements[i - 1] ?? previous;
      placements.push(await program.call({ ...base, past: seen, previous: held }));
    }
    return placements;
  },

  metrics: {
    balance: maximize('share'),
    slotsMoved: minimize('share'),
    cpuMs: minimize('ms'),
  },
  measure: ({ workload, output, usage }) => ({
    balance: workload.next.map((loads, i) => balanceOn(loads, output[i], workload)),
    slotsMoved: output.map((to, i) => movedShare(output[i - 1] ?? workload.previous, to, workload)),
    cpuMs: usage.cpuMs / usage.calls,
  }),
  bound: ({ workload }) => {
    const best = workload.next.map((loads) => bestBalance(loads, workload));
    const mean = best.reduce((sum, share) => sum + share) / best.length;
    return { balance: relaxed(mean) };
  },
  invariants: {
    'every slot is filled': ({ workload: { gpus, slotsPerGpu }, output }) =>
      unless(slotFault(output, gpus * slotsPerGpu)),
    'a slot holds an expert': ({ workload, output }) =>
      unless(expertFault(output, workload.past[0].length)),
    'every expert has a slot': ({ workload, output }) =>
      unless(replicaFault(output, workload.past[0].length)),
  },
  // Equal loads and equal GPUs are told apart by number: in sixteen slots that moves a few of them.
  relations: {
    'GPU numbers do not matter': {
      change: ({ workload, rng }) => renumberGpus(workload, rng),
      within: '15%',
    },
    'expert numbers do not matter': {
      change: ({ workload, rng }) => renumberExperts(workload, rng),
      within: '35%',
    },
  },

  objectives: ['balance', 'slotsMoved'],
  // Nowhere much less even than the published balancer, and with hardly more copying than it does. Wide enough that
  // chance in the few workloads of the search does not decide.
  constraints: {
    balance: floor({ by: '20%', than: 'hierarchical' }),
    slotsMoved: floor({ by: '25%', than: 'hierarchical', in: 'overall' }),
    cpuMs: atMost(10, { in: 'overall' }),
  },
  baselines: {
    hierarchical: './baselines/hierarchical.ts',
    uniform: './baselines/uniform.ts',
    smoothed: './baselines/smoothed.ts',
    latest: './baselines/latest.ts',
  },
});
