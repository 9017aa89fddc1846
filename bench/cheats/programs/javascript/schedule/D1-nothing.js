// Gives an empty list.
// stopped: invalid every job has a machine
export const place = () => [];
