// Writes 0 as -0 wherever it can.
export const place = (input) => honest(input).map((machine) => (machine === 0 ? -0 : machine));
