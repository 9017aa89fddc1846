import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '../..');
const MAIN = join(ROOT, 'dist/cli/main.js');

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that was started. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output or standard error holds `text`; rejects if the command ends before. */
  readonly saw: (text: string) => Promise<void>;
  /** All that was printed so far, standard error last. */
  readonly printed: () => string;
  /** What a terminal does on Ctrl-C: a signal for the whole process group. */
  readonly interrupt: (signal?: 'SIGINT' | 'SIGTERM') => void;
}

/** How to start it. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A command that starts ours, such as `bwrap …`. */
  readonly within?: readonly string[];
  /** Another interpreter than the one of the tests. */
  readonly node?: string;
}

/** Starts the built command line in a process group of its own. */
export function startBarbican(args: readonly string[], options: StartOptions = {}): Running {
  const [command = process.execPath, ...rest] = [
    ...(options.within ?? []),
    options.node ?? process.execPath,
    MAIN,
    ...args,
  ];
  const { NO_COLOR: _, ...env } = process.env;
  const child = spawn(command, rest, {
    cwd: options.cwd ?? ROOT,
    env: { ...env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, ...text }));
  });
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      text[name] += chunk.toString();
      for (const look of watchers) look();
    });
  }
  return {
    pid: child.pid ?? 0,
    ended,
    printed: () => text.stdout + text.stderr,
    saw: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!text.stdout.includes(wanted) && !text.stderr.includes(wanted)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        child.on('close', () => reject(new Error(`It ended without "${wanted}": ${text.stderr}`)));
      }),
    interrupt: (signal = 'SIGINT') => {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    },
  };
}

/** Runs the built command line to its end. */
export function barbican(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return startBarbican(args, options).ended;
}

/** A fresh folder that the caller removes. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'barbican-e2e-'));
}

/** The objects of a text with one JSON object a line. */
export function objectsOf(lines: string): Record<string, unknown>[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null) throw new TypeError(`No object: ${line}`);
      return { ...value };
    });
}
