// Sorts and empties its argument, which is its own.
export function place(input) {
  const output = honest({ machines: input.machines, jobs: [...input.jobs] });
  input.jobs.sort();
  input.jobs.length = 0;
  return output;
}
