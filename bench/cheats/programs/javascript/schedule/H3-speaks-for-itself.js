// Gives machines that are objects: each says what whoever looks wants to hear.
// stopped: failed bad-output
export const place = (input) =>
  honest(input).map(() => ({ valueOf: () => -1, toString: () => 'none' }));
