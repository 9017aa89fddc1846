/** One broadcast over the grid, and what a program is told of it. */
import { GRID, providerOf } from '../network/grid.ts';

/** Machines in each region that takes part, as in the published configurations. */
export const MACHINES = 2;

/** The deadline of a broadcast that is in no hurry. */
export const DAY_SECONDS = 86_400;

/** Gbit/s that one machine may send to, and get from, all others together. Those of the published configurations. */
const LIMITS: Readonly<Record<string, { readonly send: number; readonly receive: number }>> = {
  aws: { send: 5, receive: 10 },
  azure: { send: 16, receive: 16 },
  gcp: { send: 7, receive: 16 },
};

/** Data that must get from one region to several others. Regions are places in `regions`. */
export interface Broadcast {
  /** Regions that may be used, as indices of the grid; the program knows them by their places in this list. */
  readonly regions: readonly number[];
  readonly source: number;
  /** At least one, each once, never the source. */
  readonly destinations: readonly number[];
  readonly volumeGb: number;
  /** Equal parts of the volume; each may take its own tree. */
  readonly partitions: number;
  readonly deadlineSeconds: number;
}

/** What a program is asked: the broadcast, and the part of the grid that it may use. */
export interface Question {
  readonly source: number;
  readonly destinations: readonly number[];
  readonly volumeGb: number;
  readonly partitions: number;
  readonly deadlineSeconds: number;
  /** $/GB from the row's region to the column's; 0 on the diagonal. */
  readonly prices: readonly (readonly number[])[];
  /** Gbit/s from the row's region to the column's, all machines together; 0 on the diagonal. */
  readonly gbps: readonly (readonly number[])[];
  /** Gbit/s that a region can send to all others together. */
  readonly sendGbps: readonly number[];
  /** Gbit/s that a region can receive from all others together. */
  readonly receiveGbps: readonly number[];
}

/**
 * A tree for each partition: the region that each region gets the partition from, or -1 if it does not get it; -1 for
 * the source.
 */
export type Plan = readonly (readonly number[])[];

/** What a program is told of a broadcast. */
export function questionOf(broadcast: Broadcast): Question {
  const { regions, ...asked } = broadcast;
  const limits = regions.map((region) => LIMITS[providerOf(region)]);
  return {
    ...asked,
    prices: regions.map((from) => regions.map((to) => GRID.prices[from][to])),
    gbps: regions.map((from) => regions.map((to) => MACHINES * GRID.gbps[from][to])),
    sendGbps: limits.map(({ send }) => MACHINES * send),
    receiveGbps: limits.map(({ receive }) => MACHINES * receive),
  };
}
