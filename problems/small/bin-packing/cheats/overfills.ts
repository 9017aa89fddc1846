/** Everything in one bin. */
export function start(): () => { bin: number } {
  return () => ({ bin: 0 });
}
