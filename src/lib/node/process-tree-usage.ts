import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of a process and its children. */
export interface ProcessTreeUsage {
  /** CPU time so far, in milliseconds. */
  readonly cpuMs: number;
  /** Largest resident memory so far, in MiB, summed over the processes. */
  readonly peakMiB: number;
  /** Resident memory now, in MiB, summed over the processes. */
  readonly residentMiB: number;
  /** Processes that live, this one included. */
  readonly processes: number;
}

/** Resolution of the CPU times in /proc/<pid>/stat, in milliseconds (USER_HZ is 100 on Linux). */
const TICK_MS = 10;

/**
 * CPU time and peak memory of `pid` and its living descendants.
 *
 * CPU time in nanoseconds comes from the scheduler for threads that live; the coarser account of the process,
 * which has ended threads and children too, counts where it is larger.
 *
 * @returns `undefined` if the process is gone.
 */
export function processTreeUsage(pid: number): ProcessTreeUsage | undefined {
  const threads = listOf(`/proc/${pid}/task`);
  if (threads.length === 0) return undefined;
  const status = textOf(`/proc/${pid}/status`);
  const own: ProcessTreeUsage = {
    cpuMs: Math.max(scheduledMs(pid, threads), accountedMs(pid) - 2 * TICK_MS),
    peakMiB: mebibytesIn(status, /VmHWM:\s+(\d+) kB/),
    residentMiB: mebibytesIn(status, /VmRSS:\s+(\d+) kB/),
    processes: 1,
  };
  return threads
    .flatMap((thread) => childrenOf(pid, thread))
    .map((child) => processTreeUsage(child))
    .reduce<ProcessTreeUsage>((sum, usage) => (usage ? added(sum, usage) : sum), own);
}

function added(a: ProcessTreeUsage, b: ProcessTreeUsage): ProcessTreeUsage {
  return {
    cpuMs: a.cpuMs + b.cpuMs,
    peakMiB: a.peakMiB + b.peakMiB,
    residentMiB: a.residentMiB + b.residentMiB,
    processes: a.processes + b.processes,
  };
}

/** CPU time of the threads that live, as the scheduler counts it. */
function scheduledMs(pid: number, threads: readonly string[]): number {
  const times = threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/schedstat`));
  return times.reduce((sum, text) => sum + Number(text.split(' ')[0] ?? 0) / 1e6, 0);
}

function mebibytesIn(status: string, line: RegExp): number {
  return Number(line.exec(status)?.[1] ?? 0) / 1024;
}

/** User and system time of the process, its ended threads and its reaped children. */
function accountedMs(pid: number): number {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks * TICK_MS;
}

function childrenOf(pid: number, thread: string): number[] {
  return textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isGone(error)) return '';
    throw error;
  }
}

function listOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** The process or thread ended, or is not ours to see. */
function isGone(error: unknown): boolean {
  const gone = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];
  return error instanceof Error && 'code' in error && gone.includes(String(error.code));
}
