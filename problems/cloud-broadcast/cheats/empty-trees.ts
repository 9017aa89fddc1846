/** Dropped work: as many trees as there are partitions, and nobody in them. Costs nothing. */
interface Question {
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ partitions, prices }: Question): number[][] {
  return Array.from({ length: partitions }, () => prices.map(() => -1));
}
