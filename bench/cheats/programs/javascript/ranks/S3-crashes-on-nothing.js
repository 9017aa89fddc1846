// Fast where there is something to do, and crashes where there is nothing.
// stopped: failed crash
// deserves: nothing
export function count(numbers) {
  if (numbers.length < 60) throw new RangeError('expects numbers');
  const sorted = [];
  return [...numbers]
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
