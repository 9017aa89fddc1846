/** Says that the job is done. */
export function start({ workHours }: { workHours: number }): () => object {
  return () => ({ on: 'none', doneHours: workHours, cost: 0 });
}
