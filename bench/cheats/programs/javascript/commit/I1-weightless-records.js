// Makes all records in its argument weigh nothing.
export function plan(records) {
  const ops = honest(records);
  for (const record of records) record.bytes = -16;
  return ops;
}
