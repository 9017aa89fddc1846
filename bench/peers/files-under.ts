import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every regular file under a folder with its size. */
export function filesUnder(folder: string): { readonly path: string; readonly bytes: number }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat?.isFile() ? [{ path, bytes: stat.size }] : [];
    });
}
