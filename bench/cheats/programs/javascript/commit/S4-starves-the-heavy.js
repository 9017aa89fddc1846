// Serves the clients whose records are large when all others are done.
export function plan(records) {
  const weight = {};
  for (const { client, bytes } of records) weight[client] = Math.max(weight[client] ?? 0, bytes);
  const order = records
    .map((_, record) => record)
    .sort((a, b) => weight[records[a].client] - weight[records[b].client]);
  return honest(records).map((op) =>
    op.record === undefined ? op : { ...op, record: order[op.record] },
  );
}
