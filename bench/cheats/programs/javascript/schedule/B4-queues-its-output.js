// Queues more output than anybody can read, without a turn of the event loop in which it could go.
// stopped: nothing | failed output-limit
// deserves: seed
export function place(input) {
  for (let i = 0; i < 5_000; i++) process.stdout.write('x'.repeat(10_000));
  return honest(input);
}
