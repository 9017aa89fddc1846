import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { ConfigError, InfraError } from '../domain/errors.ts';

/** @throws {ConfigError} If the folder of a new run holds something already. */
export function refuseUsedFolder(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new ConfigError(
    `Cannot start a run in ${folder} as it is not empty: go on with "barbican resume ${folder}", or name another folder with --out`,
  );
}

/**
 * Makes the folder of a new run, with its parents.
 *
 * @throws {ConfigError} If it holds something already.
 * @throws {InfraError} If it cannot be written.
 */
export function createRunFolder(folder: string): void {
  refuseUsedFolder(folder);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new InfraError(`Cannot make the run folder ${folder}: ${code || String(cause)}`, {
      cause,
    });
  }
}
