import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether a path of a program's file stays in the program's folder, and is of plain letters. */
export function isInside(path: string): boolean {
  return path.split('/').every((part) => /^[\w.+@,=~ -]+$/u.test(part) && !/^\.{1,2}$/u.test(part));
}

/** Writes files that everybody can read, and start if their text says what with. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    // A copy keeps the modes: where they cannot be changed, it could not be written otherwise.
    chmodSync(file, text.startsWith('#!') ? 0o755 : 0o644);
    for (let place = dirname(file); place.startsWith(folder); place = dirname(place))
      chmodSync(place, 0o755);
  }
}
