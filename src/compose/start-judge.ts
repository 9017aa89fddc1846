import { spawn } from 'node:child_process';
import { Duplex, type Readable } from 'node:stream';
import { InfraError } from '../domain/errors.ts';
import type { Judge } from '../evaluators/judge.ts';
import { asThisUser } from '../sandboxes/privileges.ts';
import { judgeClient, type JudgeProcess } from '../evaluators/judge-client.ts';
import { type JudgeCommand, judgeCommand } from './judge-command.ts';

/** How much of what a judge prints is kept for the message when it dies. */
const KEPT_CHARACTERS = 4_096;

/** What {@link startJudge} takes. */
export interface StartJudgeOptions {
  /** A folder with `problem.ts` or `problem.py`, or a file. */
  readonly problemPath: string;
  /** The run's secret, from which the workloads come. */
  readonly secret: string;
  /** A folder where the problem's real inputs are looked for first. */
  readonly dataPath?: string | undefined;
  /** Gets what the problem's code prints; it is dropped if absent. */
  readonly onOutput?: (text: string) => void;
  /** How long the problem's own code may take at a stretch, in milliseconds. */
  readonly problemCodeMs?: number;
}

/**
 * Starts a judge with an empty environment and loads the problem into it.
 *
 * @throws {ConfigError} If the problem cannot be used; the message says where and what would be right.
 * @throws {InfraError} If the process could not be started.
 */
export async function startJudge({
  problemPath,
  secret,
  dataPath,
  onOutput,
  problemCodeMs,
}: StartJudgeOptions): Promise<Judge> {
  const judge = judgeClient(spawnJudge(await judgeCommand(problemPath), onOutput), problemCodeMs);
  try {
    await judge.load(problemPath, secret, dataPath);
  } catch (error) {
    await judge[Symbol.asyncDispose]();
    throw error;
  }
  return judge;
}

function spawnJudge(
  command: JudgeCommand,
  onOutput: ((text: string) => void) | undefined,
): JudgeProcess {
  const [file = command.file, ...args] = [...asThisUser.prefix, command.file, ...command.args];
  const child = spawn(file, args, {
    env: command.env,
    // A terminal's Ctrl-C is for Barbican, which ends the judge itself.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  const [, , , requests, replies] = child.stdio;
  if (pid === undefined || !(requests instanceof Duplex) || !(replies instanceof Duplex)) {
    child.on('error', () => undefined);
    throw new InfraError(`Cannot start a judge: ${file} did not start`);
  }
  let last = '';
  const keep = (stream: Readable | null): void => {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      last = `${last}${text}`.slice(-KEPT_CHARACTERS);
      onOutput?.(text);
    });
  };
  keep(child.stdout);
  keep(child.stderr);
  // A write to a judge that died shows in its end, which says more.
  requests.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid,
    ended,
    write: (frame) => void requests.write(frame),
    onData: (listener) => void replies.on('data', listener),
    onEnd: (listener) =>
      void child.once('close', (code, signal) => {
        listener(
          `${signal ?? `exit code ${code}`}${last === '' ? '' : `; it printed:\n${last.trimEnd()}`}`,
        );
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}
