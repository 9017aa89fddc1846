/**
 * The published expert-parallel load balancer, written from its description.
 *
 * Loads are the sums of all past windows. Groups of experts are packed onto nodes; within each node the hottest
 * experts are replicated; the replicas are packed onto the node's GPUs. Each packing gives the heaviest item first to
 * the least loaded bin that has room. With one node this is the published "global" policy.
 *
 * @see DeepSeek-AI 2025, "Expert Parallelism Load Balancer" (github.com/deepseek-ai/EPLB)
 */

interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

const GROUPS = 8;
const GPUS_PER_NODE = 8;

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const loads = past[0].map((_, e) => past.reduce((sum, window) => sum + window[e], 0));
  const nodes = gpus / GPUS_PER_NODE;
  return expertsByNode(loads, nodes).flatMap((experts) => {
    const onNode = experts.map((e) => loads[e]);
    const replicas = replicate(onNode, GPUS_PER_NODE * slotsPerGpu);
    const items = [...onNode.keys()].flatMap((i) => Array.from({ length: replicas[i] }, () => i));
    const shares = items.map((i) => onNode[i] / replicas[i]);
    return packed(shares, GPUS_PER_NODE, slotsPerGpu).flatMap((bin) =>
      bin.map((item) => experts[items[item]]),
    );
  });
}

function expertsByNode(loads: readonly number[], nodes: number): number[][] {
  const size = loads.length / GROUPS;
  const groups = Array.from({ length: GROUPS }, (_, g) =>
    Array.from({ length: size }, (_unused, i) => g * size + i),
  );
  const groupLoads = groups.map((experts) => experts.reduce((sum, e) => sum + loads[e], 0));
  return packed(groupLoads, nodes, GROUPS / nodes).map((bin) => bin.flatMap((g) => groups[g]));
}

function replicate(loads: readonly number[], slots: number): number[] {
  const replicas = loads.map(() => 1);
  for (let spare = slots - loads.length; spare > 0; spare--) {
    const shares = loads.map((load, i) => load / replicas[i]);
    replicas[shares.indexOf(Math.max(...shares))]++;
  }
  return replicas;
}

/** The items of each bin, by index: heaviest first, to the least loaded bin with fewer than `room` items. */
function packed(weights: readonly number[], bins: number, room: number): number[][] {
  const items: number[][] = Array.from({ length: bins }, () => []);
  const totals = items.map(() => 0);
  const order = [...weights.keys()].sort((a, b) => weights[b] - weights[a]);
  for (const item of order) {
    let best = -1;
    for (let bin = 0; bin < bins; bin++) {
      if (items[bin].length < room && (best < 0 || totals[bin] < totals[best])) best = bin;
    }
    items[best].push(item);
    totals[best] += weights[item];
  }
  return items;
}
