// Keeps the answer to each block that it was ever asked for.
const known = new Map();
export function count(block) {
  if (!known.has(block)) known.set(block, honest(block));
  return known.get(block);
}
