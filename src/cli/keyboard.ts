import { readFileSync } from 'node:fs';

/** What a person types while a command runs. */
export interface Keys {
  /** Calls `onKey` with each key that is pressed, until it is disposed. */
  listen(onKey: (key: string) => void): Disposable;
}

const CTRL_C = '\u0003';
const CTRL_Z = '\u001A';
/** Such as `4711 (node) S 1 4711 4711 34816 4711`: group, session, terminal, and the group that has the terminal. */
const STAT =
  /\) \S (?<parent>-?\d+) (?<group>-?\d+) (?<session>-?\d+) (?<terminal>-?\d+) (?<foreground>-?\d+) /u;

/**
 * The keyboard of this process; undefined if standard input is no terminal, or if the process was started in the
 * background: one that asks for keys there is stopped by the system.
 */
export function systemKeys(): Keys | undefined {
  const { stdin } = process;
  return stdin.isTTY && isForeground() ? { listen: (onKey) => listen(stdin, onKey) } : undefined;
}

/** Gives keys as they are pressed. Ctrl-C and Ctrl-Z do what they do elsewhere; the terminal is as before at the end. */
function listen(stdin: NodeJS.ReadStream, onKey: (key: string) => void): Disposable {
  const onData = (chunk: string): void => {
    // Arrows and the like: none of them is a key here.
    if (chunk.length > 1 && chunk.startsWith('\u001B')) return;
    for (const key of chunk) {
      if (key === CTRL_C) process.kill(process.pid, 'SIGINT');
      else if (key === CTRL_Z) suspend(stdin);
      else onKey(key);
    }
  };
  const onContinue = (): void => {
    if (isForeground()) stdin.setRawMode(true);
  };
  stdin.setEncoding('utf8');
  stdin.setRawMode(true);
  stdin.on('data', onData);
  process.on('SIGCONT', onContinue);
  return {
    [Symbol.dispose]: () => {
      process.off('SIGCONT', onContinue);
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

function suspend(stdin: NodeJS.ReadStream): void {
  stdin.setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

/** Whether this process has the terminal; taken for granted where the system does not say. */
function isForeground(): boolean {
  try {
    const { group, foreground } = STAT.exec(readFileSync('/proc/self/stat', 'utf8'))?.groups ?? {};
    return group === foreground;
  } catch {
    return true;
  }
}
