import type { Metrics } from '../../domain/metric.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { DataSurvey } from '../judge-protocol.ts';
import type { Tier } from '../../domain/evaluation.ts';

/** What `barbican check` found. Plain JSON. */
export interface CheckReport {
  readonly problem: ProblemDescription;
  readonly tier: Tier;
  readonly regimes: readonly RegimeReport[];
  /** Real inputs: what each part has, and what it shares with earlier ones. */
  readonly data: readonly DataSurvey[];
  /** The seed program first, then the baselines. */
  readonly programs: readonly ProgramReport[];
  readonly floors: readonly FloorReport[];
  readonly noise: readonly NoiseReport[];
  readonly clock: readonly ClockReport[];
  readonly speed: SpeedReport;
  readonly bounds: readonly BoundReport[];
  /** Relations that were tried and hold for the seed program. */
  readonly relations: readonly string[];
  /** Metrics that had a value in a regime which their `only` leaves out; the value is dropped. */
  readonly outsideOnly: readonly string[];
}

/** One regime. */
export interface RegimeReport {
  readonly name: string;
  readonly slow: boolean;
  /** Share of its workloads that are also of another regime, by the other's name; zeros left out. */
  readonly overlaps: Readonly<Record<string, number>>;
  readonly workloads: {
    readonly search: number;
    readonly selection: number;
    readonly holdout: number;
  };
  /**
   * Smallest relative gain on the first objective that the holdout shows with 95 % confidence four times in five,
   * as a share; from how the seed program's paired differences to the baselines vary; `null` if that is unknown.
   */
  readonly visibleEffect: number | null;
  readonly workloadCharacters: number;
  readonly generateMs: number;
}

/** One program of the problem's own. */
export interface ProgramReport {
  readonly name: string;
  readonly overall: Metrics;
  readonly byRegime: Readonly<Record<string, Metrics>>;
}

/** A floor, with what sets it. */
export interface FloorReport {
  readonly metric: string;
  readonly regime: string;
  readonly baseline: string;
  readonly limit: number;
  /** Whether the seed program itself meets it. */
  readonly seedMeets: boolean;
}

/** How a metric differs between two runs of the seed program. */
export interface NoiseReport {
  readonly metric: string;
  /** Standard deviation of the relative difference of a pair, as a share. */
  readonly relative: number;
  /** Pairs needed to see a difference of 1 % with 95 % confidence four times in five. */
  readonly pairsForOnePercent: number;
}

/** A metric that reads wall time. */
export interface ClockReport {
  readonly metric: string;
  /** Time of one call of the seed program, less an empty call, in microseconds. */
  readonly callUs: number;
  /** Time of an empty call, in microseconds. */
  readonly noopUs: number;
  /** Whether the empty call hides the program's own time. */
  readonly drowned: boolean;
}

/** How fast a search will be. */
interface SpeedReport {
  /** Calls of a function, or steps of all the candidate's instances together. */
  readonly callsPerWorkload: number;
  /** Instances of the candidate that a workload starts, each in a fresh process; 0 for a function. */
  readonly instancesPerWorkload: number;
  /** Wall time of one evaluation of the seed program, in milliseconds. */
  readonly evaluateMs: number;
  readonly concurrency: number;
  readonly trialsPerMinute: number;
}

/** How often a metric's best possible value is known, and how far the problem's own programs are from it. */
export interface BoundReport {
  readonly metric: string;
  /** Workloads with an exact bound, a relaxed one, and none. */
  readonly exact: number;
  readonly relaxed: number;
  readonly none: number;
  /** The bounds as the metric is made of its values, over all and by regime; `null` where a workload has none. */
  readonly overall: number | null;
  readonly byRegime: Readonly<Record<string, number | null>>;
  /** Mean relative distance to the bound, as a share, by program; `null` if every bound is 0. */
  readonly gaps: Readonly<Record<string, number | null>>;
}
