// Gives a typed array.
export const place = (input) => Uint8Array.from(honest(input));
