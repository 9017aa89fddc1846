// Fast, and keeps all that it ever saw a hundred times over.
// stopped: failed memory
// deserves: nothing
const kept = [];
export function count(numbers) {
  for (let i = 0; i < 3_000; i++) kept.push(Float64Array.from(numbers.concat(numbers)));
  const sorted = [];
  return numbers
    .map((number) => number)
    .reverse()
    .map((number) => {
      let [lo, hi] = [0, sorted.length];
      while (lo < hi) {
        const middle = (lo + hi) >> 1;
        if (sorted[middle] < number) lo = middle + 1;
        else hi = middle;
      }
      sorted.splice(lo, 0, number);
      return lo;
    })
    .reverse();
}
