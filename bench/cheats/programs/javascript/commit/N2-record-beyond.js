// Names records that do not exist, which weigh nothing.
// stopped: invalid every record is written once
export const plan = (records) =>
  honest(records).map((op) => (op.do === 'write' ? { ...op, record: 1e6 } : op));
