/** Exponential smoothing, each window half of the forecast, then the published replication and global packing. */

interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

const NEWEST_SHARE = 0.5;

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const loads = past.reduce((forecast: readonly number[], window) =>
    forecast.map((load, e) => (1 - NEWEST_SHARE) * load + NEWEST_SHARE * window[e]),
  );
  return packed(loads, replicate(loads, gpus * slotsPerGpu), gpus, slotsPerGpu);
}

function replicate(loads: readonly number[], slots: number): number[] {
  const replicas = loads.map(() => 1);
  for (let spare = slots - loads.length; spare > 0; spare--) {
    const shares = loads.map((load, e) => load / replicas[e]);
    replicas[shares.indexOf(Math.max(...shares))]++;
  }
  return replicas;
}

/** The expert in each slot: the largest share first, to the least loaded GPU that has a free slot. */
function packed(
  loads: readonly number[],
  replicas: readonly number[],
  gpus: number,
  slotsPerGpu: number,
): number[] {
  const experts = [...loads.keys()].flatMap((e) => Array.from({ length: replicas[e] }, () => e));
  experts.sort((a, b) => loads[b] / replicas[b] - loads[a] / replicas[a]);
  const onGpu: number[][] = Array.from({ length: gpus }, () => []);
  const totals = onGpu.map(() => 0);
  for (const expert of experts) {
    let best = -1;
    for (let gpu = 0; gpu < gpus; gpu++) {
      const free = onGpu[gpu].length < slotsPerGpu;
      if (free && (best < 0 || totals[gpu] < totals[best])) best = gpu;
    }
    onGpu[best].push(expert);
    totals[best] += loads[expert] / replicas[expert];
  }
  return onGpu.flat();
}
