// Uses a hundred megabytes, and lets them go.
export function place(input) {
  const table = new Uint8Array(90 * 2 ** 20).fill(1);
  return honest(input).map((machine, job) => machine * table[job]);
}
