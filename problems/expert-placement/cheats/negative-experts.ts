/** Numeric edge: a negative number may index from the end, or take load away. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => (slot < experts ? slot : -1));
}
