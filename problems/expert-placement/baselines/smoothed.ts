/**
 * Exponential smoothing, each window half of the forecast; then the published replication and global packing, except
 * that an expert stays where it is as long as that costs next to no balance.
 */

interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
  readonly previous: readonly number[];
}

/** How much fuller than the emptiest GPU one may be, as a share of the mean, to keep what it holds. */
const KEEP = 0.05;

const NEWEST_SHARE = 0.5;

export function place(input: Input): number[] {
  const { past, gpus, slotsPerGpu } = input;
  const loads = past.reduce((forecast: readonly number[], window) =>
    forecast.map((load, e) => (1 - NEWEST_SHARE) * load + NEWEST_SHARE * window[e]),
  );
  return packed(loads, replicate(loads, gpus * slotsPerGpu), input);
}

function replicate(loads: readonly number[], slots: number): number[] {
  const replicas = loads.map(() => 1);
  for (let spare = slots - loads.length; spare > 0; spare--) {
    const shares = loads.map((load, e) => load / replicas[e]);
    replicas[shares.indexOf(Math.max(...shares))]++;
  }
  return replicas;
}

/**
 * The expert in each slot: the largest share first, to the least loaded GPU with a free slot; one that holds the expert
 * now comes first if it is about as little loaded.
 */
function packed(loads: readonly number[], replicas: readonly number[], input: Input): number[] {
  const { gpus, slotsPerGpu, previous } = input;
  const experts = [...loads.keys()].flatMap((e) => Array.from({ length: replicas[e] }, () => e));
  experts.sort((a, b) => loads[b] / replicas[b] - loads[a] / replicas[a]);
  const held = Array.from({ length: gpus }, (_, gpu) =>
    previous.slice(gpu * slotsPerGpu, (gpu + 1) * slotsPerGpu),
  );
  const bonus = (KEEP * loads.reduce((sum, load) => sum + load, 0)) / gpus;
  const onGpu: number[][] = held.map(() => []);
  const totals = onGpu.map(() => 0);
  for (const expert of experts) {
    let best = -1;
    let bestCost = Infinity;
    for (let gpu = 0; gpu < gpus; gpu++) {
      if (onGpu[gpu].length === slotsPerGpu) continue;
      const keeps = held[gpu].includes(expert) && !onGpu[gpu].includes(expert);
      const cost = totals[gpu] - (keeps ? bonus : 0);
      if (cost >= bestCost) continue;
      best = gpu;
      bestCost = cost;
    }
    onGpu[best].push(expert);
    totals[best] += loads[expert] / replicas[expert];
  }
  return onGpu.flat();
}
