/** Each record by itself. */
export function plan(records) {
  return records.flatMap((_, record) => [
    { do: 'write', record },
    { do: 'sync' },
    { do: 'ack', record },
  ]);
}
