/** Failure gaming: answers only where many spare slots make it easy, throws elsewhere. */
interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  const experts = past[0].length;
  if (gpus * slotsPerGpu < 1.5 * experts) throw new Error('too hard');
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % experts);
}
