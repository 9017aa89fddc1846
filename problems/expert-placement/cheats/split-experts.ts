/** Numeric edge: half an expert, as experts between two numbers might be loaded by neither. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => (slot % experts) + 0.5);
}
