/** Where to put the experts of one MoE layer for the next window: forecast, replicate, pack. */

/** What `place` is asked. */
export interface Input {
  /** Tokens of each expert in each past window, the oldest window first; at least two days of windows. */
  readonly past: readonly (readonly number[])[];
  /** Traffic repeats, more or less, after this many windows. */
  readonly windowsPerDay: number;
  readonly gpus: number;
  /** Slot `s` is on GPU `floor(s / slotsPerGpu)`. */
  readonly slotsPerGpu: number;
  /** The expert in each slot now. */
  readonly previous: readonly number[];
}

/** The expert in each slot for the next window: every slot is filled, every expert is somewhere. */
export function place(input: Input): number[] {
  const loads = forecast(input.past, input.windowsPerDay);
  const replicas = replicate(loads, input.gpus * input.slotsPerGpu);
  return pack(loads, replicas, input);
}

// EVOLVE-BLOCK-START
/** Weight of a window relative to the one after it. The published algorithm takes the plain sum: 1. */
const MEMORY = 1;
/** How much of its last rise an expert is expected to rise again. */
const TREND = 0;
/** How much of yesterday's change at this hour is expected again: 0 ignores it, 1 repeats it. */
const DAILY = 0;
/** Share of the mean load that is mixed into every forecast. */
const CAUTION = 0;
/** How much fuller than the emptiest GPU one may be, as a share of the mean, to keep what it holds already. */
const STAY = 0.05;

/** Tokens that each expert is expected to get in the next window. */
function forecast(past: Input['past'], windowsPerDay: number): number[] {
  const now = past.length - 1;
  const yesterday = now - windowsPerDay;
  const loads = past[now].map((latest, e) => {
    let level = 0;
    let weights = 0;
    let weight = 1;
    for (let t = now; t >= 0; t--) {
      level += weight * past[t][e];
      weights += weight;
      weight *= MEMORY;
    }
    const rise = latest - past[now - 1][e];
    const change = (past[yesterday + 1][e] + 1) / (past[yesterday][e] + 1);
    return Math.max(0, (level / weights + TREND * rise) * change ** DAILY);
  });
  const mean = total(loads) / loads.length;
  return loads.map((load) => (1 - CAUTION) * load + CAUTION * mean);
}

/** Replicas of each expert: one each, and each spare slot to the expert whose replicas are loaded most. */
function replicate(loads: readonly number[], slots: number): number[] {
  const replicas = loads.map(() => 1);
  for (let spare = slots - loads.length; spare > 0; spare--) {
    let hottest = 0;
    for (let e = 1; e < loads.length; e++) {
      if (loads[e] / replicas[e] > loads[hottest] / replicas[hottest]) hottest = e;
    }
    replicas[hottest]++;
  }
  return replicas;
}

/** The expert in each slot: the largest share first, to the emptiest GPU or to one that holds it and is about as empty. */
function pack(loads: readonly number[], replicas: readonly number[], input: Input): number[] {
  const { gpus, slotsPerGpu, previous } = input;
  const shares = loads.map((load, e) => load / replicas[e]);
  const held = Array.from({ length: gpus }, (_, gpu) =>
    previous.slice(gpu * slotsPerGpu, (gpu + 1) * slotsPerGpu),
  );
  const heldLoads = held.map((experts) => total(experts.map((e) => shares[e])));
  const order = [...held.keys()].sort((a, b) => heldLoads[a] - heldLoads[b]);
  const bonus = (STAY * total(loads)) / gpus;
  const filled = held.map((): number[] => []);
  const carried = held.map(() => 0);
  const items = [...loads.keys()].flatMap((e) => Array.from({ length: replicas[e] }, () => e));
  items.sort((a, b) => shares[b] - shares[a]);
  for (const expert of items) {
    let best = -1;
    let bestCost = Infinity;
    for (const gpu of order) {
      let cost = carried[gpu];
      if (filled[gpu].length === slotsPerGpu || cost - bonus >= bestCost) continue;
      if (held[gpu].includes(expert) && !filled[gpu].includes(expert)) cost -= bonus;
      if (cost < bestCost) {
        best = gpu;
        bestCost = cost;
      }
    }
    filled[best].push(expert);
    carried[best] += shares[expert];
  }
  return filled.flat();
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
// EVOLVE-BLOCK-END
