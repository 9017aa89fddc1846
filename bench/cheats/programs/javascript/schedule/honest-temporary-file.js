// Keeps what it works on in a temporary file.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
export function place(input) {
  writeFileSync('/tmp/work.json', JSON.stringify(input));
  const again = JSON.parse(readFileSync('/tmp/work.json', 'utf8'));
  rmSync('/tmp/work.json');
  return honest(again);
}
