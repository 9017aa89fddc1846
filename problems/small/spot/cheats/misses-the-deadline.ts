/** Takes spot machines only, however late it gets. */
export function start(): (observation: { hasSpot: boolean }) => { on: 'spot' | 'none' } {
  return ({ hasSpot }) => ({ on: hasSpot ? 'spot' : 'none' });
}
