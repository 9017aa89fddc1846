import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of a process and its children. */
export interface ProcessTreeUsage {
  /** CPU time so far, in milliseconds. */
  readonly cpuMs: number;
  /** Largest resident memory so far, in MiB, summed over the processes. */
  readonly peakMiB: number;
  /** Resident memory now, in MiB, summed over the processes. */
  readonly residentMiB: number;
  /** What of that is no file's, in MiB: processes that were not forked from each other share none of it. */
  readonly anonymousMiB: number;
  /** Processes that live, this one included. */
  readonly processes: number;
}

/** Resolution of the CPU times in /proc/<pid>/stat, in milliseconds (USER_HZ is 100 on Linux). */
const TICK_MS = 10;

/**
 * CPU time and peak memory of `pid` and its living descendants.
 *
 * @returns `undefined` if the process is gone.
 */
export function processTreeUsage(pid: number): ProcessTreeUsage | undefined {
  return sumOver(pid, ZERO, (sum, process, threads) => {
    const status = textOf(`/proc/${process}/status`);
    return {
      cpuMs: sum.cpuMs + cpuMsOf(process, threads),
      peakMiB: sum.peakMiB + mebibytesIn(status, /VmHWM:\s+(\d+) kB/),
      residentMiB: sum.residentMiB + mebibytesIn(status, /VmRSS:\s+(\d+) kB/),
      anonymousMiB: sum.anonymousMiB + mebibytesIn(status, /RssAnon:\s+(\d+) kB/),
      processes: sum.processes + 1,
    };
  });
}

/**
 * CPU time of `pid` and its living descendants so far, in milliseconds: what is cheapest to ask for.
 *
 * @returns `undefined` if the process is gone.
 */
export function processTreeCpuMs(pid: number): number | undefined {
  return sumOver(pid, 0, (sum, process, threads) => sum + cpuMsOf(process, threads));
}

const ZERO: ProcessTreeUsage = {
  cpuMs: 0,
  peakMiB: 0,
  residentMiB: 0,
  anonymousMiB: 0,
  processes: 0,
};

/** Adds up over `pid` and its living descendants; undefined if the process is gone. */
function sumOver<T>(
  pid: number,
  sum: T,
  add: (sum: T, pid: number, threads: readonly string[]) => T,
): T | undefined {
  const threads = listOf(`/proc/${pid}/task`);
  if (threads.length === 0) return undefined;
  return threads
    .flatMap((thread) => childrenOf(pid, thread))
    .reduce((all, child) => sumOver(child, all, add) ?? all, add(sum, pid, threads));
}

/**
 * CPU time of one process: in nanoseconds from the scheduler for threads that live; the coarser account of the process,
 * which has ended threads too, counts where it is larger. Its reaped children, of which there is the coarser account
 * alone, come on top. That account is in whole ticks, user and system time each, and never ahead of the scheduler's.
 */
function cpuMsOf(pid: number, threads: readonly string[]): number {
  const { ownMs, childrenMs } = accounted(pid);
  return Math.max(scheduledMs(pid, threads), ownMs) + childrenMs;
}

/** CPU time of the threads that live, as the scheduler counts it. */
function scheduledMs(pid: number, threads: readonly string[]): number {
  const times = threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/schedstat`));
  return times.reduce((sum, text) => sum + Number(text.split(' ')[0] ?? 0) / 1e6, 0);
}

function mebibytesIn(status: string, line: RegExp): number {
  return Number(line.exec(status)?.[1] ?? 0) / 1024;
}

/** User and system time of the process with its ended threads, and of its reaped children. */
function accounted(pid: number): { readonly ownMs: number; readonly childrenMs: number } {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0, childrensUser = 0, childrensSystem = 0] = fields
    .slice(11, 15)
    .map((field) => Number(field) * TICK_MS);
  return { ownMs: user + system, childrenMs: childrensUser + childrensSystem };
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
