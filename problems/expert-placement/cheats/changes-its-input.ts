/** Input mutation: empties the windows that it was shown, in case the judge measures with the same objects. */
interface Input {
  readonly past: number[][];
  readonly previous: number[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, previous, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  for (const window of past) window.fill(0);
  previous.fill(0);
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % experts);
}
