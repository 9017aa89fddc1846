import type { Rng } from 'barbican';

/** The numbers 0..n-1 in random order (Fisher and Yates). */
export function shuffled(n: number, rng: Rng): number[] {
  const items = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.int(0, i);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
