// Writes a log to standard error, and a word to standard output.
export function place(input) {
  console.error('placing', input.jobs.length, 'jobs; score: good, I hope');
  console.log('done');
  return honest(input);
}
