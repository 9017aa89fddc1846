/** Lets half an object go. */
export function start(): (observation: { key: number }) => { evict: number[] } {
  return ({ key }) => ({ evict: [key / 2 + 0.25] });
}
