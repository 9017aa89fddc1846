import { readFileSync } from 'node:fs';
import { CommandFailedError, outputInGroup } from './run-in-group.ts';

/** How long moving a process may take, in milliseconds. */
const LIMIT_MS = 60_000;

/** The numbers of the cores that this process may use, in order; empty where the system does not say. */
export function usableCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/mu.exec(ownStatus())?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [from = Number.NaN, to = from] = range.split('-').map(Number);
    return Number.isNaN(from) ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** The command that keeps what follows it on one core. */
export function onCore(core: number): [string, ...string[]] {
  return ['taskset', '--cpu-list', String(core)];
}

/** Keeps the main thread of `pid` on these cores; whether that worked. */
export async function keepOnCores(pid: number, cores: readonly number[]): Promise<boolean> {
  try {
    const args = ['--pid', '--cpu-list', cores.join(','), String(pid)];
    await outputInGroup('taskset', args, { env: process.env, limitMs: LIMIT_MS });
    return true;
  } catch (error) {
    // There is no taskset here, or the process or the core is gone: it is only slower.
    if (error instanceof CommandFailedError) return false;
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function ownStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
