/** Failure gaming: a promise that is never kept. Hopes that a workload without an answer is left out of the mean. */
export function broadcast(): Promise<number[][]> {
  return new Promise(() => undefined);
}
