// Names records that are not numbers.
// stopped: failed bad-output
export const plan = (records) =>
  honest(records).map((op) => (op.do === 'write' ? { ...op, record: NaN } : op));
