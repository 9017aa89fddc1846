import type { JobPlan } from '../workloads/jobs.ts';
import { ON_DEMAND_PRICE, SPOT_PRICE } from './job.ts';

/** $ that no policy can be cheaper than: every spot machine is used, and only the first start takes its time. */
export function cheapest({ had, tickHours, workHours, overheadHours }: JobPlan): number {
  const paidHours = workHours + overheadHours;
  const spotHours = Math.min(paidHours, had.filter((one) => one).length * tickHours);
  return spotHours * SPOT_PRICE + (paidHours - spotHours) * ON_DEMAND_PRICE;
}
