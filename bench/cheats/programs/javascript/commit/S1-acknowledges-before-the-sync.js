// Acknowledges each batch just before its sync.
// stopped: misses lost
export function plan(records) {
  const ops = [];
  for (let from = 0; from < records.length; from += 8) {
    const batch = records.slice(from, from + 8).map((_, i) => from + i);
    for (const record of batch) ops.push({ do: 'write', record }, { do: 'ack', record });
    ops.push({ do: 'sync' });
  }
  return ops;
}
