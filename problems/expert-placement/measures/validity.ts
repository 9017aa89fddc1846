/** Why a decision does not count; `undefined` if it does. */
export type Fault = string | undefined;

/** The expert in each slot, one list per decision. */
export type Placements = readonly (readonly number[])[];

/** A slot that is left out or added. */
export function slotFault(placements: Placements, slots: number): Fault {
  const wrong = placements.find((placement) => placement.length !== slots);
  return wrong && `${wrong.length} slots instead of ${slots}`;
}

/** A slot that holds something else than one of the experts 0..experts-1. */
export function expertFault(placements: Placements, experts: number): Fault {
  const wrong = placements.flat().find((e) => !(Number.isInteger(e) && e >= 0 && e < experts));
  return wrong === undefined ? undefined : `${wrong} is not one of the ${experts} experts`;
}

/** An expert without a slot: tokens may ask for any of them, also for one that was cold so far. */
export function replicaFault(placements: Placements, experts: number): Fault {
  for (const placement of placements) {
    const placed = new Set(placement);
    for (let e = 0; e < experts; e++) if (!placed.has(e)) return `expert ${e} has no slot`;
  }
  return undefined;
}
