/** No bytes at all are the fewest. */
export function start(): () => { bytes: string } {
  return () => ({ bytes: '' });
}
