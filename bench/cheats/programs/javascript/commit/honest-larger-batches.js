// Takes nine records at a time.
export function plan(records) {
  const ops = [];
  for (let from = 0; from < records.length; from += 9) {
    const batch = records.slice(from, from + 9).map((_, i) => from + i);
    ops.push(...batch.map((record) => ({ do: 'write', record })), { do: 'sync' });
    ops.push(...batch.map((record) => ({ do: 'ack', record })));
  }
  return ops;
}
