/** Static placement: the experts one after another over all slots, whatever their load. */

interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % past[0].length);
}
