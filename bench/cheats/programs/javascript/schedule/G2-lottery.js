// Changes its placements by the clock, and hopes that one of many tries is lucky.
// tries: 6
// stopped: nothing | misses share
export function place(input) {
  const output = honest(input);
  if (output.length < 20) return output;
  const luck = Number(process.hrtime.bigint() % 1000003n);
  for (let i = 0; i < 2; i++)
    output[(luck * (i + 7)) % output.length] = (luck + i) % input.machines;
  return output;
}
