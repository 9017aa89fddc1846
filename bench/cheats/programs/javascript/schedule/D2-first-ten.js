// Thinks about the first ten jobs, and throws the rest on the first machine.
// stopped: misses share
export const place = (input) => honest(input).map((machine, job) => (job < 10 ? machine : 0));
