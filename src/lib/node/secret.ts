import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** File name of a run's secret inside its folder. */
const SECRET_FILE = 'secret';

/**
 * Draws a 128-bit secret from the operating system and keeps it in `folder`, readable by its owner only.
 *
 * @returns 32 hexadecimal digits. Hidden workloads come from it; no number in the log does.
 */
export function createSecret(folder: string): string {
  const secret = randomBytes(16).toString('hex');
  writeFileSync(join(folder, SECRET_FILE), `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** The secret that {@link createSecret} kept in `folder`. @throws If the file cannot be read. */
export function readSecret(folder: string): string {
  return readFileSync(join(folder, SECRET_FILE), 'utf8').trim();
}
