// Keeps the answer to each list by its identity: a list that is shown twice is answered at once.
const known = new WeakMap();
export function count(numbers) {
  if (!known.has(numbers)) known.set(numbers, honest(numbers));
  return known.get(numbers);
}
