import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { MARKER } from './tiers/tier.ts';

/** How often the processes are looked through: each look may find what was forked during the one before. */
const LOOKS = 20;

/** Kills every process whose environment has a marker that begins so; the number of processes found. */
export function killMarked(marker: string): number {
  if (process.platform === 'darwin') return killMarkedOnMac(marker);
  return killAll((pid) => textOf(pid, 'environ').includes(`${MARKER}=${marker}`));
}

/**
 * Kills everything that the process of a workplace left running; the number of processes found.
 *
 * A bubblewrap that is killed while it makes its namespaces leaves a child that waits for it without end.
 */
export function killLeft(workplace: string): number {
  return killAll((pid) => {
    if (textOf(pid, 'environ').includes(`${MARKER}=${workplace}/`)) return true;
    const [file = '', ...args] = textOf(pid, 'cmdline').split('\0');
    return basename(file) === 'bwrap' && args.some((arg) => arg.includes(`/${workplace}/`));
  });
}

/** Untested, as the tier that needs it. */
function killMarkedOnMac(marker: string): number {
  const { stdout } = spawnSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8' });
  const found = stdout.split('\n').filter((line) => line.includes(`${MARKER}=${marker}`));
  for (const line of found) kill(Number.parseInt(line, 10));
  return found.length;
}

function killAll(isWanted: (pid: string) => boolean): number {
  if (!existsSync('/proc')) return 0;
  let found = 0;
  for (let look = 0; look < LOOKS; look++) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && isWanted(name));
    if (pids.length === 0) return found;
    found += pids.length;
    for (const pid of pids) kill(Number(pid));
  }
  return found;
}

function textOf(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    // It ended meanwhile, or belongs to somebody else.
    if (error instanceof Error && 'code' in error) return '';
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
