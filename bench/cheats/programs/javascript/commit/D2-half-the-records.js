// Acknowledges every second record.
// stopped: invalid every record is written once
export const plan = (records) => honest(records).filter(({ record = 0 }) => record % 2 === 0);
