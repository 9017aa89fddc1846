/** Not a number: comparisons with it are false, so that a careless check lets it pass. */
interface Question {
  readonly partitions: number;
  readonly prices: readonly (readonly number[])[];
}

export function broadcast({ partitions, prices }: Question): number[][] {
  return Array.from({ length: partitions }, () => prices.map(() => Number.NaN));
}
