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
/** Memory of the slow average of a share. */
const SLOW = 0.8;
/** How strongly the regression holds on to "as it was last". */
const RIDGE = 0.3;
/** How much of its variance is added to the logarithm of a share; a half gives the mean. */
const HEDGE = 1.2;
/** How many past windows it learns from. */
const REACH = 60;
/** Weight of a window relative to the one after it. */
const FADE = 0.95;
/** How much fuller than the emptiest GPU one may be, as a share of the mean, to keep what it holds already. */
const STAY = 0.08;

/** Tokens that each expert is expected to get: a ridge regression over all experts and past windows, newest first. */
function forecast(past: Input['past'], windowsPerDay: number): number[] {
  const now = past.length - 1;
  const count = past[now].length;
  const sums = past.map((window) => Math.max(1, total(window)));
  const share = past.map((window, t) => window.map((load) => Math.log((load * count) / sums[t] + 0.05)));
  const slow: number[][] = [];
  for (let t = 0; t <= now; t++)
    slow.push(share[t].map((x, e) => (t === 0 ? x : SLOW * slow[t - 1][e] + (1 - SLOW) * x)));
  const features = (t: number, e: number): number[] => {
    const day = t - windowsPerDay;
    const before = day >= 0 ? share[day][e] : slow[t][e];
    const then = day >= 0 ? share[day + 1][e] : slow[t][e];
    return [share[t][e], share[t - 1][e], slow[t][e], then, before, 1];
  };
  const size = 6;
  const left = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? RIDGE * count : 0)));
  const right = [RIDGE * count, 0, 0, 0, 0, 0];
  let weight = 1;
  for (let t = now - 1; t >= Math.max(1, now - REACH); t--) {
    for (let e = 0; e < count; e++) {
      const f = features(t, e);
      for (let i = 0; i < size; i++) {
        right[i] += weight * f[i] * share[t + 1][e];
        for (let j = 0; j <= i; j++) left[i][j] += weight * f[i] * f[j];
      }
    }
    weight *= FADE;
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) left[j][i] = left[i][j];
  const beta = solve(left, right);
  const guessed = (t: number, e: number): number =>
    features(t, e).reduce((sum, x, i) => sum + x * beta[i], 0);
  return share[now].map((_, e) => {
    // Whoever jumps about may jump up: the mean of a ratio lies above its median by half its variance.
    let squares = 0;
    for (let t = now - 1; t >= Math.max(1, now - 24); t--) squares += (share[t + 1][e] - guessed(t, e)) ** 2;
    const guess = guessed(now, e) + Math.min(0.3, (HEDGE * squares) / 24);
    return Math.max(0.02, Math.exp(guess) - 0.05);
  });
}

/** Solves a small system by Gaussian elimination; its matrix is positive definite. */
function solve(left: number[][], right: number[]): number[] {
  const n = right.length;
  const a = left.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < n; i++) {
    for (let k = i + 1; k < n; k++) {
      const factor = a[k][i] / a[i][i];
      for (let j = i; j <= n; j++) a[k][j] -= factor * a[i][j];
    }
  }
  const x = right.map(() => 0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i][n];
    for (let j = i + 1; j < n; j++) sum -= a[i][j] * x[j];
    x[i] = sum / a[i][i];
  }
  return x;
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
