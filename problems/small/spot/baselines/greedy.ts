/** Takes every spot machine, and else waits as long as it can. */

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
}

export function start(config: Config): (observation: Observation) => { on: Offer } {
  const { workHours, deadlineHours, overheadHours, tickHours } = config;
  return ({ elapsedHours, doneHours, hasSpot }) => {
    const spareHours = deadlineHours - elapsedHours - (workHours - doneHours) - overheadHours;
    if (spareHours < tickHours + 1e-9) return { on: 'on-demand' };
    return { on: hasSpot ? 'spot' : 'none' };
  };
}
