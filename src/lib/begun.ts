/** Work that is waited for later and may fail before: whoever waits is told, and until then nobody needs to look. */
export function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
