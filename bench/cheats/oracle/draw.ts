/** Chance of the oracle: Park and Miller's minimal standard, which shares nothing with Barbican's own. */
export function chance(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // What small seeds give at first is small too.
  for (let i = 0; i < 8; i++) next();
  return next;
}

/** A standard normal number, by the sum of twelve. */
export function bell(next: () => number): number {
  return Array.from({ length: 12 }, next).reduce((sum, x) => sum + x, -6);
}
