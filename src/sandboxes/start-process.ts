import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { InfraError } from '../domain/errors.ts';
import type { HeldFifos } from './fifos.ts';
import type { Running, WaitingHost } from './session.ts';
import type { Command } from './tiers/tier.ts';

/**
 * Starts a host in a process of its own, which waits for its program on standard input.
 *
 * @throws {InfraError} If it cannot be started; then the FIFOs are removed.
 */
export function startProcess({ argv, env }: Command, held: HeldFifos): Promise<WaitingHost> {
  const [file, ...args] = argv;
  const child = spawn(file, args, {
    env,
    cwd: '/',
    // A terminal's Ctrl-C is for Barbican, not for programs.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', held.requestFd, held.replyFd],
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
      resolve(waiting(child, exited));
    });
  });
}

function waiting(child: ChildProcess, exited: Running['exited']): WaitingHost {
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
    kill: () => void child.kill('SIGKILL'),
  };
}
