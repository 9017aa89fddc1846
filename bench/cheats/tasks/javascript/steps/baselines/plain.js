/** Each number's path, step by step. */
function honest(block) {
  let count = 0;
  for (let start = 1 + 5_000 * block; start <= 5_000 * (block + 1); start++) {
    let steps = 0;
    for (let n = start; n > 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps++;
    count += steps % 2;
  }
  return count;
}
export const count = (block) => honest(block);
