/** Puts items between two bins. */
export function start(): () => { bin: number } {
  return () => ({ bin: 0.5 });
}
