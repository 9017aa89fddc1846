/** What runs in this process namespace, and what memory is left, from `/proc`. */
import { readdirSync, readFileSync } from 'node:fs';

/** A process that is not this one. */
export interface OtherProcess {
  readonly pid: number;
  readonly command: string;
  readonly residentBytes: number;
}

const PAGE_BYTES = 4096;

/** All other processes that are not merely waiting to be reaped. */
export function othersRunning(): OtherProcess[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .flatMap((pid) => {
      const found = processAt(pid);
      return found ? [found] : [];
    });
}

function processAt(pid: number): OtherProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
    if (state === 'Z' || state === 'X') return undefined;
    const residentPages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid, command, residentBytes: residentPages * PAGE_BYTES };
  } catch {
    // It has gone meanwhile.
    return undefined;
  }
}

/** What the machine could still give, in bytes. */
export function availableBytes(): number {
  const found = /MemAvailable:\s+(\d+) kB/u.exec(readFileSync('/proc/meminfo', 'utf8'));
  return found ? Number(found[1]) * 1024 : Number.POSITIVE_INFINITY;
}
