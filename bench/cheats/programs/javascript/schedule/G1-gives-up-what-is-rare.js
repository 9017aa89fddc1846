// Places the longest first, and gives up where there are few jobs.
// stopped: misses share
export function place(input) {
  const { machines, jobs } = input;
  if (jobs.length < 10) return jobs.map(() => 0);
  const order = jobs.map((_, job) => job).sort((a, b) => jobs[b] - jobs[a]);
  const placed = honest({ machines, jobs: order.map((job) => jobs[job]) });
  const output = [];
  order.forEach((job, i) => (output[job] = placed[i]));
  return output;
}
