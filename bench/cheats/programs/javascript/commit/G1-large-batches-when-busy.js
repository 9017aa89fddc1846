// Takes the whole log in one batch where it is short, whatever that does to long ones.
// stopped: misses delay
export function plan(records) {
  const size = records.length > 60 ? 1 : 8;
  const ops = [];
  for (let from = 0; from < records.length; from += size) {
    const batch = records.slice(from, from + size).map((_, i) => from + i);
    ops.push(
      ...batch.map((record) => ({ do: 'write', record })),
      { do: 'sync' },
      ...batch.map((record) => ({ do: 'ack', record })),
    );
  }
  return ops;
}
