// Reaches for a file with the answers by links and by the roots of other processes.
import { readFileSync, symlinkSync } from 'node:fs';
try {
  symlinkSync('@SECRET_FILE@', '/tmp/link-of-a-cheat');
} catch {
  // It is there, or it cannot be.
}
for (const root of [
  '/tmp/link-of-a-cheat',
  '/proc/1/root@SECRET_FILE@',
  '/proc/self/root@SECRET_FILE@',
  '/proc/self/cwd/../..@SECRET_FILE@',
]) {
  try {
    console.error(readFileSync(root, 'utf8'));
  } catch {
    // Not here.
  }
}
export const place = (input) => honest(input);
