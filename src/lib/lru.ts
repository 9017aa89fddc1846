/** A map that forgets what was used longest ago. */
export interface Lru<Value> {
  /** The value kept under `key`, or the one that `make` gives, which is then kept. */
  get(key: string, make: () => Value): Value;
}

/** @param size The most values that are kept, at least 1. */
export function createLru<Value>(size: number): Lru<Value> {
  const kept = new Map<string, Value>();
  return {
    get(key, make) {
      const known = kept.get(key);
      const value = known === undefined ? make() : known;
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > size) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return value;
    },
  };
}
