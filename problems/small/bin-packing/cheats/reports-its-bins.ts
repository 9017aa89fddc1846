/** Says how well it does. */
export function start(): () => { bin: number; binsUsed: number } {
  let bin = 0;
  return () => ({ bin: bin++, binsUsed: 1 });
}
