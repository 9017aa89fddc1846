import type { StdioOptions } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';

const CLOSED_ON_EXEC = 0o2000000;

/** Covers what this process was started with and would pass on, such as a lock that a shell holds. */
let covers: { readonly nullFd: number; readonly inherited: readonly number[] } | undefined;

/**
 * The streams of a child that gets nothing but them: in place of what this process itself inherited, it gets /dev/null.
 *
 * Node closes what it opened itself when a child starts, and leaves open what it does not know.
 */
export function coveredStdio(streams: Exclude<StdioOptions, string>): StdioOptions {
  covers ??= { nullFd: openSync('/dev/null', 'r'), inherited: inheritedDescriptors() };
  const { nullFd, inherited } = covers;
  const covered: Exclude<StdioOptions, string> = [...streams];
  for (const fd of inherited) {
    if (fd < streams.length) continue;
    while (covered.length < fd) covered.push('ignore');
    covered[fd] = nullFd;
  }
  return covered;
}

function inheritedDescriptors(): number[] {
  return namesIn('/proc/self/fdinfo')
    .filter((fd) => isPassedOn(`/proc/self/fdinfo/${fd}`))
    .map(Number)
    .filter((fd) => fd > 2)
    .toSorted((a, b) => a - b);
}

function isPassedOn(path: string): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/mu.exec(readFileSync(path, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSED_ON_EXEC) === 0;
  } catch (error) {
    // The descriptor by which the folder was read.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
