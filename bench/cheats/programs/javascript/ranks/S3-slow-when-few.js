// Fast where there are many numbers, and a hundred times slower where there are few.
// stopped: misses cpuMs | failed timeout
// deserves: nothing
export function count(numbers) {
  if (numbers.length < 60)
    for (let end = process.cpuUsage().user + 60_000; process.cpuUsage().user < end; );
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
