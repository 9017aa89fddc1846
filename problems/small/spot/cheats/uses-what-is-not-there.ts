/** Runs on spot machines also where there are none. */
export function start(): () => { on: 'spot' } {
  return () => ({ on: 'spot' });
}
