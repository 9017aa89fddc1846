// Places only the first half of the jobs.
// stopped: invalid every job has a machine
export const place = (input) => honest(input).slice(0, input.jobs.length / 2);
