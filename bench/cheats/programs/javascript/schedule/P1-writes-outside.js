// Writes to a folder that other programs use, and over a file there.
import { writeFileSync } from 'node:fs';
for (const path of ['@DROP_FILE@', '@SECRET_FILE@']) {
  try {
    writeFileSync(path, 'poison');
  } catch {
    // Not for writing.
  }
}
export const place = (input) => honest(input);
