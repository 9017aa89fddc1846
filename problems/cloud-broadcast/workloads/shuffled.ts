import type { Rng } from 'barbican';

/** The items in an order of chance (Fisher and Yates 1938). */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = rng.int(0, i);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}
