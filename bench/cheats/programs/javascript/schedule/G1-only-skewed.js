// Places the longest first where jobs are skewed, and takes turns everywhere else.
// stopped: misses share
export function place(input) {
  const { machines, jobs } = input;
  const mean = jobs.reduce((a, b) => a + b, 0) / jobs.length;
  if (Math.max(...jobs) < 4 * mean) return jobs.map((_, job) => (job % 2) % machines);
  const order = jobs.map((_, job) => job).sort((a, b) => jobs[b] - jobs[a]);
  const placed = honest({ machines, jobs: order.map((job) => jobs[job]) });
  const output = [];
  order.forEach((job, i) => (output[job] = placed[i]));
  return output;
}
