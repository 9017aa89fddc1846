/** Result forgery: returns a score beside the placement and hopes that somebody copies it. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): object {
  const experts = past[0].length;
  const placement = Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % experts);
  return { placement, balance: 1, slotsMoved: 0, cpuMs: 0 };
}
