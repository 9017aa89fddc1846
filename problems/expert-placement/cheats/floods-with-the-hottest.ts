/** Specification gap: every expert once, all spare slots to the hottest one, side by side on one GPU. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const latest = past[past.length - 1];
  const hottest = latest.indexOf(Math.max(...latest));
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) =>
    slot < latest.length ? slot : hottest,
  );
}
