// Prints without end, so that whoever reads has no time for others.
// stopped: failed output-limit | failed timeout
import { writeSync } from 'node:fs';
const line = 'x'.repeat(10_000);
export function place(input) {
  for (let i = 0; i < 20_000; i++) {
    try {
      writeSync(1, line);
    } catch {
      // Nobody has read yet.
    }
  }
  return honest(input);
}
