// Places every job on machine true.
// stopped: failed bad-output
export const place = ({ jobs }) => jobs.map(() => true);
