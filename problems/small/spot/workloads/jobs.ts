import type { Rng } from 'barbican';
import { ON_DEMAND_PRICE } from '../measures/job.ts';
import type { Look } from './traces.ts';

/** One job, with what the judge alone knows. */
export interface JobPlan {
  readonly workHours: number;
  readonly deadlineHours: number;
  readonly overheadHours: number;
  readonly tickHours: number;
  /** Whether there is a spot machine, tick by tick to the deadline. */
  readonly had: readonly boolean[];
  /** $ for the whole job on demand. */
  readonly onDemandCost: number;
}

interface JobParams {
  readonly supply: 'plenty' | 'scarce';
  readonly workHours: number;
  readonly slack: number;
  readonly overheadHours: number;
}

/** A job in one zone that begins at some moment of the trace. */
export function drawJob(params: JobParams, looks: readonly Look[], rng: Rng): JobPlan {
  const { supply, workHours, slack, overheadHours } = params;
  const zones = byZone(looks).toSorted((a, b) => shareOf(b) - shareOf(a));
  const half = Math.ceil(zones.length / 2);
  const some = supply === 'plenty' ? zones.slice(0, half) : zones.slice(-half);
  const zone = some[rng.int(0, some.length - 1)];
  const tickHours = (zone[1].at - zone[0].at) / 3_600;
  const ticks = Math.ceil((workHours * (1 + slack) + overheadHours) / tickHours);
  const first = rng.int(0, zone.length - ticks);
  return {
    workHours,
    overheadHours,
    tickHours,
    deadlineHours: ticks * tickHours,
    had: zone.slice(first, first + ticks).map(({ had }) => had),
    onDemandCost: (workHours + overheadHours) * ON_DEMAND_PRICE,
  };
}

function byZone(looks: readonly Look[]): Look[][] {
  const zones = new Map<string, Look[]>();
  for (const look of looks) {
    const zone = zones.get(look.zone) ?? [];
    zone.push(look);
    zones.set(look.zone, zone);
  }
  return [...zones.values()];
}

function shareOf(looks: readonly Look[]): number {
  return looks.filter(({ had }) => had).length / looks.length;
}
