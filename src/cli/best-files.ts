import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunState } from '../domain/run-state.ts';
import type { Places } from './summary.ts';

/** Where a run left its best program and its patch; undefined if it left none. */
export function bestFilesIn(folder: string, state: RunState): Places['best'] {
  const main = state.started?.problem.seedProgram.main;
  if (main === undefined) return undefined;
  const best = {
    programPath: join(folder, 'best', main),
    patchPath: join(folder, 'best', 'best.patch'),
  };
  return existsSync(best.programPath) ? best : undefined;
}
