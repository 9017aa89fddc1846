/** Eight records at a time: written, synced, acknowledged. */
function honest(records) {
  const ops = [];
  for (let from = 0; from < records.length; from += 8) {
    const batch = records.slice(from, from + 8).map((_, i) => from + i);
    ops.push(...batch.map((record) => ({ do: 'write', record })), { do: 'sync' });
    ops.push(...batch.map((record) => ({ do: 'ack', record })));
  }
  return ops;
}
export const plan = (input) => honest(input);
