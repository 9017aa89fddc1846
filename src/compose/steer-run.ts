import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';
import type { RunEvent } from '../domain/event.ts';
import type { Program } from '../domain/program.ts';
import type { RunState } from '../domain/run-state.ts';
import { type OrderOutcome, OrderSender, SteerCommand } from '../domain/steering.ts';
import type { TrialId } from '../domain/trial.ts';
import { systemClock } from '../lib/clock.ts';
import { openInbox } from '../stores/inbox.ts';
import { isLocked } from '../stores/lock.ts';
import { type ReadRun, readRun } from './read-run.ts';

/** How often it is looked at whether something has come of an order or a trial, in milliseconds. */
const POLL_MS = 30;

/** What {@link steerRun} takes. */
export interface SteerRunOptions {
  readonly folder: string;
  /** Who asks. */
  readonly by: string;
  readonly command: SteerCommand;
  /** How long it is waited for a run that goes on and takes it, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** What became of an order; `kept` if nobody runs the run now: it is taken when the run goes on. */
export type SteerOutcome = OrderOutcome | { readonly kind: 'kept' };

/**
 * Asks something of the run in `folder`, which this or another process runs, and waits until it is taken. What cannot
 * be an order is refused here and never reaches the run.
 *
 * @throws {ConfigError} If there is no such run.
 * @throws {InfraError} If its inbox cannot be written.
 */
export async function steerRun(options: SteerRunOptions): Promise<SteerOutcome> {
  const { folder, waitMs, signal } = options;
  using inbox = openInbox(folder);
  const read = GivenOrder.safeParse({ by: options.by, command: options.command });
  if (!read.success) return { kind: 'refused', why: z.prettifyError(read.error) };
  const { by, command } = read.data;
  const id = inbox.submit(by, command, systemClock.wallMs());
  const untilMs = systemClock.monotonicMs() + waitMs;
  for (;;) {
    const outcome = inbox.outcome(id);
    if (outcome) return outcome;
    if (!isLocked(folder) || systemClock.monotonicMs() > untilMs)
      return inbox.outcome(id) ?? { kind: 'kept' };
    await sleep(POLL_MS, undefined, { signal });
  }
}

const GivenOrder = z.object({ by: OrderSender, command: SteerCommand });

/** How a trial ended. */
export type TrialEnd = Extract<RunEvent, { type: 'trial.finished' | 'trial.rejected' }>;

/**
 * Waits until a trial has ended.
 *
 * @returns undefined if the run ended before.
 */
export async function trialEnd(
  folder: string,
  trialId: TrialId,
  signal: AbortSignal,
): Promise<TrialEnd | undefined> {
  const run = readRun(folder);
  try {
    for (let from = 1; ; ) {
      const events = [...run.events(from)];
      const end = events.find((event): event is TrialEnd => isEndOf(event, trialId));
      if (end) return end;
      const last = events.at(-1);
      from = (last?.seq ?? from - 1) + 1;
      if (last?.type === 'run.ended') return undefined;
      await sleep(POLL_MS, undefined, { signal });
    }
  } finally {
    run.close();
  }
}

function isEndOf(event: RunEvent, trialId: TrialId): boolean {
  const ends = event.type === 'trial.finished' || event.type === 'trial.rejected';
  return ends && event.trialId === trialId;
}

/** A file of a program that somebody brings. */
export interface BroughtFile {
  /** As it was named; `-` if it has no name. */
  readonly name: string;
  readonly text: string;
}

/**
 * The program that comes of `parent` when files are replaced.
 *
 * The only file of a program is replaced whatever the name; of several each is found by its path, or the end of it.
 *
 * @throws {ConfigError} If a file is none of the program's.
 */
export function programFromFiles(parent: Program, files: readonly BroughtFile[]): Program {
  const known = Object.keys(parent.files);
  const [file] = files;
  if (known.length === 1 && files.length === 1 && file) {
    return { ...parent, files: { [parent.main]: file.text } };
  }
  const replaced = files.map(({ name, text }) => {
    const path = known.find((one) => name === one || name.endsWith(`/${one}`));
    if (path !== undefined) return [path, text] as const;
    throw new ConfigError(
      `Cannot take ${name} as it is no file of the program: it has ${known.join(', ')}`,
    );
  });
  return { ...parent, files: { ...parent.files, ...Object.fromEntries(replaced) } };
}

/** The trial that a name means: its id, or `best`. @throws {ConfigError} If the run has none of that name. */
export function trialNamed(state: RunState, name: string): TrialId {
  const id = name === 'best' ? (state.best?.id ?? 'seed') : name;
  if (state.trialById.has(id)) return id;
  throw new ConfigError(
    `There is no finished trial "${name}": name one of the log, such as ${state.best?.id ?? 'seed'}, or "best"`,
  );
}

/** The text of a trial's program. @throws {ConfigError} If the run has no such trial. */
export function programOfTrial(run: ReadRun, id: TrialId): Program {
  const trial = run.state.trialById.get(trialNamed(run.state, id));
  return run.getProgram(trial?.programId ?? '');
}
