// Takes the best of many random placements by its estimate, with chance from the kernel.
// tries: 4
// stopped: misses share
import { randomBytes } from 'node:crypto';
export function place({ machines, jobs }) {
  let [best, least] = [[], Infinity];
  for (let round = 0; round < 30; round++) {
    const output = [...randomBytes(jobs.length)].map((byte) => byte % machines);
    const busy = new Array(machines).fill(0);
    output.forEach((machine, job) => (busy[machine] += jobs[job]));
    if (Math.max(...busy) < least) [best, least] = [output, Math.max(...busy)];
  }
  return best;
}
