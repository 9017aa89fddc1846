/** Changes of a workload that change nothing but names. */
import type { Rng } from 'barbican';
import type { Workload } from './draw.ts';
import { shuffled } from './shuffled.ts';

/** The same broadcasts with the regions in another order. */
export function renumberRegions({ broadcasts }: Workload, rng: Rng): Workload {
  return {
    broadcasts: broadcasts.map((broadcast, i) => {
      const regions = shuffled(broadcast.regions, rng.fork(`regions ${i}`));
      const renumbered = (at: number): number => regions.indexOf(broadcast.regions[at]);
      return {
        ...broadcast,
        regions,
        source: renumbered(broadcast.source),
        destinations: broadcast.destinations.map(renumbered),
      };
    }),
  };
}

/** The same broadcasts with the destinations in another order. */
export function reorderDestinations({ broadcasts }: Workload, rng: Rng): Workload {
  return {
    broadcasts: broadcasts.map((broadcast, i) => ({
      ...broadcast,
      destinations: shuffled(broadcast.destinations, rng.fork(`destinations ${i}`)),
    })),
  };
}
