// Acknowledges what was written, and never syncs.
// stopped: misses lost
export const plan = (records) =>
  records.flatMap((_, record) => [
    { do: 'write', record },
    { do: 'ack', record },
  ]);
