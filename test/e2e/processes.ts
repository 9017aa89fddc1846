import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine. */
export interface Seen {
  readonly pid: number;
  readonly command: string;
}

/** The living processes that `pid` started, and those that they started. */
export function descendantsOf(pid: number): Seen[] {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  return children.map(Number).flatMap((child) => [seen(child), ...descendantsOf(child)]);
}

/** The processes in whose command line `text` occurs. */
export function processesWith(text: string): Seen[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  return pids.map((pid) => seen(Number(pid))).filter(({ command }) => command.includes(text));
}

/** Kills a process, if it is still there. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function seen(pid: number): Seen {
  return { pid, command: textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
