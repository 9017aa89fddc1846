/** Waits for spot machines while there is time: where the search begins. */

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
    const leftHours = workHours - doneHours;
    const spareHours = deadlineHours - elapsedHours - leftHours - overheadHours;
    // After one more lost tick it would be too late.
    if (spareHours < tickHours + 1e-9) return { on: 'on-demand' };
    return { on: choose(spareHours, leftHours, hasSpot, on) };
  };

  // EVOLVE-BLOCK-START
  function choose(spareHours: number, leftHours: number, hasSpot: boolean, on: Offer): Offer {
    if (hasSpot) return on === 'on-demand' && spareHours < 2 * overheadHours ? 'on-demand' : 'spot';
    return spareHours > 0.5 * leftHours ? 'none' : 'on-demand';
  }
  // EVOLVE-BLOCK-END
}
