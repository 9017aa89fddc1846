// Puts everything on the first machine.
// stopped: misses share
export const place = ({ jobs }) => jobs.map(() => 0);
