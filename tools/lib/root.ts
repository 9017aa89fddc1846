import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The path of a command that a dependency brings. */
export function binOf(name: string): string {
  return join(ROOT, 'node_modules/.bin', name);
}
