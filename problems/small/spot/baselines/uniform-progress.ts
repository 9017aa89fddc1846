/**
 * Keeps the progress of a job that runs evenly to its deadline: on demand only when it is behind.
 *
 * @see Wu et al. 2024, "Can't Be Late: Optimizing Spot Instance Savings under Deadlines"
 */

type Offer = 'none' | 'spot' | 'on-demand';
interface Config {
  readonly workHours: number;
  readonly deadlineHours: number;
  readonly overheadHours: number;
  readonly tickHours: number;
}
interface Observation {
  readonly elapsedHours: number;
  readonly doneHours: number;
  readonly hasSpot: boolean;
  readonly on: Offer;
}

export function start(config: Config): (observation: Observation) => { on: Offer } {
  const { workHours, deadlineHours, overheadHours, tickHours } = config;
  return ({ elapsedHours, doneHours, hasSpot, on }) => {
    const spareHours = deadlineHours - elapsedHours - (workHours - doneHours) - overheadHours;
    if (spareHours < tickHours + 1e-9) return { on: 'on-demand' };
    if (hasSpot) return { on: 'spot' };
    const aheadHours = doneHours - (workHours * elapsedHours) / deadlineHours;
    // Once on demand it stays until the start has paid off.
    const enoughHours = on === 'on-demand' ? 2 * overheadHours : 0;
    return { on: aheadHours < enoughHours ? 'on-demand' : 'none' };
  };
}
