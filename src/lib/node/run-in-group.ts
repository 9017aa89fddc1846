import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** How a command ended. */
export interface GroupEnd {
  /** -1 if a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why this side ended it; undefined if it ended by itself. */
  readonly stopped: string | undefined;
}

/** How {@link runInGroup} runs. */
export interface GroupOptions {
  /** That of this process if absent. */
  readonly cwd?: string | undefined;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Longest time, in milliseconds, and as people say it. */
  readonly limitMs: number;
  readonly limitText: string;
  /** Most characters that it may print on either stream. */
  readonly mostPrinted: number;
  /** What it reads on standard input; nothing if absent. */
  readonly input?: string;
  readonly signal?: AbortSignal;
}

/** How long the pipes are read when it has ended, in milliseconds. */
const LAST_WORDS_MS = 1_000;

/**
 * Runs a command in a process group of its own, which no Ctrl-C of a terminal reaches, and which is killed at the end,
 * whatever is left of it. Who left the group and holds the pipes is waited for a moment only.
 *
 * @throws If it cannot be started, with a `code`; the signal's reason if it is aborted.
 */
export function runInGroup(
  file: string,
  args: readonly string[],
  options: GroupOptions,
): Promise<GroupEnd> {
  const { cwd, env, limitMs, limitText, mostPrinted, input = '', signal } = options;
  return new Promise((resolve, reject) => {
    const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe'];
    const child = spawn(file, args, { cwd, env, detached: true, stdio });
    let stopped: string | undefined;
    const end = (): void => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const stop = (why: string): void => {
      stopped ??= why;
      end();
    };
    const limit = setTimeout(() => stop(`did not end within ${limitText}`), limitMs);
    const abort = (): void => stop('was stopped');
    signal?.addEventListener('abort', abort, { once: true });
    const printed = printedBy(child, mostPrinted, () => stop('printed too much'));
    let last: NodeJS.Timeout | undefined;
    const leave = (): void => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', abort);
      end();
    };
    child.once('error', (error) => {
      leave();
      reject(error);
    });
    child.once('exit', () => {
      leave();
      last = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LAST_WORDS_MS);
    });
    child.once('close', (code) => {
      clearTimeout(last);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code: code ?? -1, ...printed, stopped });
    });
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** A command that ended with something else than 0. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
  readonly stderr: string;

  constructor(file: string, { code, stderr, stopped }: GroupEnd) {
    super(`${file} ${stopped ?? `ended with ${code}`}: ${stderr.trim()}`);
    this.stderr = stderr;
  }
}

/** Most characters that are read of a short answer. */
const MOST_ANSWERED = 2 ** 20;

/**
 * What a short command prints; a Ctrl-C on the terminal does not end it, which would look like a failure of the machine.
 *
 * @throws {CommandFailedError} If it does not end with 0.
 * @throws If it cannot be started, with a `code`.
 */
export async function outputInGroup(
  file: string,
  args: readonly string[],
  { env, limitMs }: { readonly env: Readonly<NodeJS.ProcessEnv>; readonly limitMs: number },
): Promise<string> {
  const given = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const limitText = `${limitMs / 1000} s`;
  const rest = { limitMs, limitText, mostPrinted: MOST_ANSWERED };
  const end = await runInGroup(file, args, { env: Object.fromEntries(given), ...rest });
  if (end.code !== 0 || end.stopped !== undefined) throw new CommandFailedError(file, end);
  return end.stdout;
}

/** What a process prints, as it grows. */
function printedBy(
  child: ChildProcessWithoutNullStreams,
  most: number,
  onTooMuch: () => void,
): Pick<GroupEnd, 'stdout' | 'stderr'> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk;
      if (printed[name].length > most) onTooMuch();
    });
  }
  return printed;
}

/** Kills a process with all that it started in its group; nothing if it is gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
