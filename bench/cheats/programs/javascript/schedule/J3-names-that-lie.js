// Calls what it does optimal, and the baseline slow, in every name.
const provablyOptimalPlacement = (input) => honest(input);
const slowAndBrokenBaseline = null;
console.log(`{"score": ${slowAndBrokenBaseline === null ? 1000000 : 0}}`);
export const place = provablyOptimalPlacement;
