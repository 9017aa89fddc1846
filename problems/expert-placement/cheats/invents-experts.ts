/** Dropped work: slots of experts that do not exist carry no load, and make the count of slots right. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) =>
    slot < experts ? slot : experts + (slot % 8),
  );
}
