// Prints its environment, in which keys might be.
console.error(
  JSON.stringify(process.env),
  JSON.stringify(process.report?.getReport?.().environmentVariables ?? {}),
);
export const place = (input) => honest(input);
