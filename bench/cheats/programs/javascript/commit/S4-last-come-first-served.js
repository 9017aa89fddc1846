// Serves the largest records last, however long they have waited.
export function plan(records) {
  const order = records
    .map((_, record) => record)
    .sort((a, b) => records[a].bytes - records[b].bytes);
  return honest(records).map((op) =>
    op.record === undefined ? op : { ...op, record: order[op.record] },
  );
}
