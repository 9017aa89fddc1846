/** Never takes a risk. */
export function start(): () => { on: 'on-demand' } {
  return () => ({ on: 'on-demand' });
}
