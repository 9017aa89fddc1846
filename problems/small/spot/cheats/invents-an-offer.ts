/** Runs on what has no price. */
export function start(): () => { on: string } {
  return () => ({ on: 'free' });
}
