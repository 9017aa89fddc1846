// Places every job on half a machine.
// stopped: failed bad-output
export const place = (input) => honest(input).map((machine) => machine + 0.5 - 1);
