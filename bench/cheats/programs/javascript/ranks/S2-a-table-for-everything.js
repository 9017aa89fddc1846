// Fast, by a table over every value that a number could have, of 60 MB.
// deserves: nothing
const table = new Int32Array(15_000_000).fill(1).fill(0);
export function count(numbers) {
  const output = new Array(numbers.length);
  const touched = [];
  for (let i = numbers.length - 1; i >= 0; i--) {
    let sum = 0;
    for (let at = numbers[i]; at > 0; at -= at & -at) sum += table[at];
    output[i] = sum;
    for (let at = numbers[i] + 1; at <= 1_048_576; at += at & -at) {
      table[at]++;
      touched.push(at);
    }
  }
  for (const at of touched) table[at] = 0;
  return output;
}
