import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** File name of a run's secret inside its folder. */
const SECRET_FILE = 'secret';

/** 128 bits from the operating system, as 32 hexadecimal digits. Hidden workloads come from it. */
export function drawSecret(): string {
  return randomBytes(16).toString('hex');
}

/** Keeps a run's secret in its folder, readable by its owner only. */
export function keepSecret(folder: string, secret: string): void {
  writeFileSync(join(folder, SECRET_FILE), `${secret}\n`, { mode: 0o600, flag: 'wx' });
}

/** The secret that {@link keepSecret} kept in `folder`. @throws If the file cannot be read. */
export function readSecret(folder: string): string {
  return readFileSync(join(folder, SECRET_FILE), 'utf8').trim();
}
