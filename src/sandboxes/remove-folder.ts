import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** A folder that is filled while it is removed is emptied so many times again. */
const REMOVALS = 100;

/**
 * Removes a folder that may still be filled: then it is emptied again.
 * The retries of `rmSync` do not empty it again: they only remove the folder itself.
 */
export function removeFolder(folder: string): void {
  for (let left = REMOVALS; ; left--) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (left === 0) throw error;
      // A program can make folders that their owner may not list, and nest them deeper than a path can say.
      if (code === 'EACCES' || code === 'ENAMETOOLONG') removeByForce(folder);
      else if (code !== 'ENOTEMPTY') throw error;
    }
  }
}

function removeByForce(folder: string): void {
  spawnSync('chmod', ['-R', 'u+rwX', '--', folder], { stdio: 'ignore' });
  spawnSync('rm', ['-rf', '--', folder], { stdio: 'ignore' });
}
