/** Thinks about the first item for ever. */
export function start(): () => { bin: number } {
  return () => {
    for (;;);
  };
}
