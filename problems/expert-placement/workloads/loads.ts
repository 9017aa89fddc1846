/** The generator: token loads of the experts of one MoE layer, window by window, that do not stand still. */
import type { Rng } from 'barbican';
import { shuffled } from './shuffled.ts';

/** Windows in one day of traffic: one window is three hours. */
export const WINDOWS_PER_DAY = 8;
/** Windows that the program sees before its first decision: two days. */
export const PAST_WINDOWS = 16;
/** Decisions in a row on one workload, each for the window after the last one seen. */
export const DECISIONS = 3;

const WINDOWS = PAST_WINDOWS + DECISIONS;
const GROUPS = 8;
const TOKENS_PER_EXPERT = 400;
/** How much of its velocity the wandering keeps, and of its distance from the middle, from one window to the next. */
const MOMENTUM = 0.85;
const STAYING = 0.95;

/** What sets one workload. */
export interface LoadParams {
  /** Experts in the layer. */
  readonly experts: number;
  /** GPUs that share them. */
  readonly gpus: number;
  /** Slots beyond one per expert, as a share of the experts; rounded up to fill every GPU alike. */
  readonly spare: number;
  /** Zipf exponent of the popularity at the start: 0 is all alike. */
  readonly skew: number;
  /** How fast popularity wanders: standard deviation of the velocity of its logarithm, per window. */
  readonly drift: number;
  /** The share of the wandering that a group of experts has in common, 0..1. */
  readonly together: number;
  /** Amplitude of the daily wave in log popularity; each of eight groups of experts has its own hour. */
  readonly daily: number;
  /** Probability per expert and window of a burst of three to six times its load, halved in each window after. */
  readonly bursts: number;
  /** Standard deviation of the logarithm of what one window adds by chance. */
  readonly jitter: number;
  /** The mix of topics: one; two that change places at random moments; or a new one since the last past window. */
  readonly topics: 'one' | 'switching' | 'switched just now';
  /** One expert that takes two GPUs' worth of all tokens. */
  readonly hot: 'none' | 'one';
}

/** One workload. */
export interface Workload {
  /** Tokens of each expert in each window before the first decision, whole numbers, oldest first. */
  readonly past: readonly (readonly number[])[];
  /** The same for the windows that the decisions are for. The judge's secret until they are past. */
  readonly next: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
  /** The expert in each slot before the first decision; slot `s` is on GPU `floor(s / slotsPerGpu)`. */
  readonly previous: readonly number[];
}

/** One workload: a pure function of the parameters and the stream. */
export function makeLoads(params: LoadParams, rng: Rng): Workload {
  const { experts, gpus } = params;
  const groupOf = shuffled(experts, rng.fork('groups')).map((place) => place % GROUPS);
  const parts = [
    topicPart(params, rng.fork('topics')),
    walkPart(params, groupOf, rng.fork('walk')),
    dailyPart(params, groupOf, rng.fork('daily')),
    burstPart(params, rng.fork('bursts')),
    jitterPart(params, rng.fork('jitter')),
  ];
  const hotExpert = rng.fork('hot').int(0, experts - 1);
  const counting = rng.fork('counting');
  const windows = range(WINDOWS).map((t) => {
    const popularity = range(experts).map((e) => Math.exp(sum(parts.map((part) => part(t, e)))));
    if (params.hot === 'one')
      popularity[hotExpert] = (2 / (gpus - 2)) * sumWithout(popularity, hotExpert);
    const tokens = (TOKENS_PER_EXPERT * experts) / sum(popularity);
    return popularity.map((share) => counted(share * tokens, counting));
  });
  const slotsPerGpu = Math.ceil((experts * (1 + params.spare)) / gpus);
  return {
    past: windows.slice(0, PAST_WINDOWS),
    next: windows.slice(PAST_WINDOWS),
    gpus,
    slotsPerGpu,
    previous: range(gpus * slotsPerGpu).map((slot) => slot % experts),
  };
}

/** A part of the log popularity of expert `e` in window `t`. */
type Part = (t: number, e: number) => number;

/** Zipf popularity over a random order of the experts: one order for each of two mixes of topics. */
function topicPart({ experts, skew, topics }: LoadParams, rng: Rng): Part {
  const ranks = [shuffled(experts, rng.fork('one')), shuffled(experts, rng.fork('other'))];
  let mix = 0;
  const mixAt = range(WINDOWS).map((t) => {
    const atRandom = rng.next() < 0.15;
    if (topics === 'switching' ? atRandom : topics !== 'one' && t === PAST_WINDOWS - 1)
      mix = 1 - mix;
    return mix;
  });
  return (t, e) => -skew * Math.log(1 + ranks[mixAt[t]][e]);
}

/** A random walk with momentum: what rises goes on rising for a few windows. */
function walkPart(params: LoadParams, groupOf: readonly number[], rng: Rng): Part {
  const { experts, drift, together } = params;
  const groups = wander(GROUPS, rng.fork('groups'));
  const own = wander(experts, rng.fork('own'));
  const shared = drift * Math.sqrt(together);
  const alone = drift * Math.sqrt(1 - together);
  return (t, e) => shared * groups[t][groupOf[e]] + alone * own[t][e];
}

/** Paths of unit velocity that slowly turn back, by window and member. */
function wander(members: number, rng: Rng): number[][] {
  let at = range(members).map(() => 3 * rng.normal());
  let velocity = range(members).map(() => rng.normal());
  return range(WINDOWS).map(() => {
    velocity = velocity.map((v) => MOMENTUM * v + Math.sqrt(1 - MOMENTUM ** 2) * rng.normal());
    at = at.map((x, i) => STAYING * x + velocity[i]);
    return at;
  });
}

function dailyPart({ daily }: LoadParams, groupOf: readonly number[], rng: Rng): Part {
  const hours = range(GROUPS).map(() => rng.next());
  return (t, e) => daily * Math.sin(2 * Math.PI * (t / WINDOWS_PER_DAY + hours[groupOf[e]]));
}

function burstPart({ experts, bursts }: LoadParams, rng: Rng): Part {
  let factors = range(experts).map(() => 1);
  const rows = range(WINDOWS).map(() => {
    factors = factors.map((factor) => {
      const starts = rng.next() < bursts;
      const size = 3 + 3 * rng.next();
      return starts ? size : 1 + (factor - 1) / 2;
    });
    return factors.map((factor) => Math.log(factor));
  });
  return (t, e) => rows[t][e];
}

function jitterPart({ experts, jitter }: LoadParams, rng: Rng): Part {
  const rows = range(WINDOWS).map(() => range(experts).map(() => jitter * rng.normal()));
  return (t, e) => rows[t][e];
}

/** A whole number of tokens with the noise of a Poisson count, by its normal approximation. */
function counted(mean: number, rng: Rng): number {
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumWithout(values: readonly number[], index: number): number {
  return sum(values) - values[index];
}
