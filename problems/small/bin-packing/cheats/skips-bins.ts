/** Numbers bins from where it likes, so that a count of them goes wrong. */
export function start(): () => { bin: number } {
  let bin = 1_000_000;
  return () => ({ bin: bin-- });
}
