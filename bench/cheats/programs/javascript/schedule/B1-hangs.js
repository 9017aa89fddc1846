// Prints a perfect score, and then never ends.
// stopped: failed timeout
export function place() {
  console.log('{"score": 1000000}');
  for (;;);
}
