// Inserts into a sorted list, from the end.
// better: yes
export function count(numbers) {
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
