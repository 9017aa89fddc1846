import { readdirSync, readFileSync } from 'node:fs';
import { MARKER } from './tiers/tier.ts';

/** How often the processes are looked through: each look may find what was forked during the one before. */
const LOOKS = 20;

/** Kills every process whose environment has a marker that begins so; the number of processes found. */
export function killMarked(marker: string): number {
  const wanted = `${MARKER}=${marker}`;
  let found = 0;
  for (let look = 0; look < LOOKS; look++) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && has(name, wanted));
    if (pids.length === 0) return found;
    found += pids.length;
    for (const pid of pids) kill(Number(pid));
  }
  return found;
}

function has(pid: string, wanted: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(wanted);
  } catch (error) {
    // It ended meanwhile, or belongs to somebody else.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
