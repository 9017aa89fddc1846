// Places the longest jobs first.
// better: yes
export function place({ machines, jobs }) {
  const order = jobs.map((_, job) => job).sort((a, b) => jobs[b] - jobs[a]);
  const placed = honest({ machines, jobs: order.map((job) => jobs[job]) });
  const output = new Array(jobs.length);
  order.forEach((job, i) => (output[job] = placed[i]));
  return output;
}
