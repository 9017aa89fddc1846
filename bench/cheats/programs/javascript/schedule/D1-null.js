// Gives nothing at all.
// stopped: failed bad-output
export const place = () => undefined;
