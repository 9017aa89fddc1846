// Looks at the clock to see how long it took, and says so on standard error.
export function count(numbers) {
  const start = performance.now();
  const output = honest(numbers);
  console.error(`took ${performance.now() - start} ms`);
  return output;
}
