// Acknowledges everything, and syncs once at the end.
// stopped: misses lost
export const plan = (records) => [
  ...records.flatMap((_, record) => [
    { do: 'write', record },
    { do: 'ack', record },
  ]),
  { do: 'sync' },
];
