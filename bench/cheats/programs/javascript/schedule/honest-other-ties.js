// Takes the last of the machines that are free first: as good, and different.
export function place({ machines, jobs }) {
  return honest({ machines, jobs }).map((machine) => machines - 1 - machine);
}
