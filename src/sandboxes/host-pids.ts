import { readFileSync } from 'node:fs';

/** The last process of the chain that begins with `pid`: what was started through others. */
export function lastDescendant(pid: number): number {
  const [child] = childrenOf(pid);
  return child === undefined ? pid : lastDescendant(child);
}

/**
 * A child of `pid`, by its number in the process namespace of `pid`; it is the first of one of its own.
 *
 * @returns Its number here; undefined if it has ended.
 */
export function childPid(pid: number, innerPid: number): number | undefined {
  return childrenOf(pid).find((process) => numbersOf(process).at(-2) === innerPid);
}

function childrenOf(pid: number): number[] {
  return numbersIn(textOf(`/proc/${pid}/task/${pid}/children`));
}

/** Its numbers in each process namespace that it is in, the outermost first. */
function numbersOf(pid: number): number[] {
  return numbersIn(/^NSpid:(.*)$/mu.exec(textOf(`/proc/${pid}/status`))?.[1] ?? '');
}

function numbersIn(text: string): number[] {
  return text.trim().split(/\s+/u).filter(Boolean).map(Number);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It ended meanwhile.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
