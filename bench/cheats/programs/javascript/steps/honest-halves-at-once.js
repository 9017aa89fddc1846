// Takes all halving steps of a number at once.
// better: yes
export function count(block) {
  let odd = 0;
  for (let start = 1 + 5_000 * block; start <= 5_000 * (block + 1); start++) {
    let parity = 0;
    for (let n = start; n > 1; ) {
      if (n < 2 ** 31) {
        const zeros = 31 - Math.clz32(n & -n);
        parity ^= zeros & 1;
        n >>>= zeros;
        if (n === 1) break;
        n = (3 * n + 1) / 2;
      } else if (n % 2 === 0) {
        n /= 2;
        parity ^= 1;
      } else n = (3 * n + 1) / 2;
    }
    odd += parity;
  }
  return odd;
}
