// Gives a promise.
export const place = async (input) => honest(input);
