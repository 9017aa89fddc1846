import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { InfraError } from '../domain/errors.ts';
import { coveredStdio } from './covered-stdio.ts';
import type { HeldFifos } from './fifos.ts';
import type { Running, WaitingHost } from './session.ts';
import type { Command } from './tiers/tier.ts';

/** How long a first process may take to end what came of it, in milliseconds. */
const ENDING_MS = 5_000;

/**
 * Starts a host in a process of its own, which waits for its program on standard input.
 *
 * @throws {InfraError} If it cannot be started; then the FIFOs are removed.
 */
export function startProcess(command: Command, held: HeldFifos): Promise<WaitingHost> {
  const { argv, env, endSignal } = command;
  const [file, ...args] = argv;
  const child = spawn(file, args, {
    env,
    cwd: '/',
    // A terminal's Ctrl-C is for Barbican, not for programs.
    detached: true,
    stdio: coveredStdio(['pipe', 'pipe', 'pipe', held.requestFd, held.replyFd]),
  });
  const exited = new Promise<[number | null, string | null]>((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      held.remove();
      reject(new InfraError(`Cannot start ${file}`, { cause }));
    });
    child.once('spawn', () => {
      held.given();
      resolve(waiting(child, exited, endSignal));
    });
  });
}

function waiting(
  child: ChildProcess,
  exited: Running['exited'],
  endSignal: Command['endSignal'],
): WaitingHost {
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined || !(stdin instanceof Writable)) throw new TypeError('No process');
  if (!(stdout instanceof Readable) || !(stderr instanceof Readable))
    throw new TypeError('No pipes');
  // A program that is dead before it has read everything shows in its end.
  stdin.on('error', () => undefined);
  void exited.then(() => stdin.destroy());
  return {
    pid,
    stdout,
    stderr,
    exited,
    isAlive: () => child.exitCode === null && child.signalCode === null && !child.killed,
    give: (payload) => void stdin.end(payload),
    kill: () => end(child, endSignal),
  };
}

/** Kills a first process, or asks it to end with all that came of it and kills it if it does not. */
function end(child: ChildProcess, endSignal: Command['endSignal']): void {
  child.kill(endSignal ?? 'SIGKILL');
  if (endSignal === undefined) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), ENDING_MS).unref();
  child.once('exit', () => clearTimeout(timer));
}
