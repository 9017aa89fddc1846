import { hasCode } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import type { Stage } from '../domain/run-state.ts';
import type { Engine } from './engine.ts';
import { confirmWinner, openHoldout, selectWinner } from './looks.ts';
import type { Stop } from './next-trial.ts';
import { takeOrders } from './orders.ts';
import { isStopped } from './stopped.ts';

/** What follows each stage: an event, or nothing if there is nothing to look at. */
const NEXT_LOOK: Readonly<
  Record<Stage, (engine: Engine) => Promise<RunEventBody | undefined> | undefined>
> = {
  search: selectWinner,
  selected: confirmWinner,
  confirmed: openHoldout,
  opened: () => undefined,
};

/**
 * Ends the run: re-measures the best trials on fresh workloads, confirms one claim in one paired look, opens the
 * sealed holdout once, and says why the run ended.
 *
 * A look that is in the log is not repeated, so that nobody resumes a run until the holdout says what they like.
 *
 * @param stop Why no more trials are asked for; undefined if the search was interrupted.
 */
export async function* conclude(
  engine: Engine,
  stop: Stop | undefined,
): AsyncGenerator<RunEvent, void> {
  const { signal } = engine.options;
  engine.searched = true;
  while (stop !== undefined && !signal.aborted) {
    // Who brings a program now hears at once that it comes too late.
    await takeOrders(engine);
    const event = await NEXT_LOOK[engine.state.stage](engine);
    if (event === undefined) break;
    await engine.journal.write([event]);
    yield* engine.journal.drain();
  }
  const done = stop !== undefined && (!signal.aborted || engine.state.stage === 'opened');
  await engine.journal.write([done ? ended(engine, stop) : interrupted(engine)]);
  yield* engine.journal.drain();
}

/**
 * Ends a run that cannot go on, once what is under way has ended: says so in the log, then throws `error`.
 *
 * One that was cut off since the user stopped it has only been interrupted: then nothing is thrown.
 */
export async function* giveUp(engine: Engine, error: unknown): AsyncGenerator<RunEvent, void> {
  const stopped =
    engine.options.signal.aborted && !engine.failed.signal.aborted && isStopped(engine, error);
  if (!stopped) engine.failed.abort(error);
  await Promise.all(engine.inFlight.values());
  yield* engine.journal.drain();
  const detail = error instanceof Error ? error.message : String(error);
  try {
    await engine.journal.write([
      stopped ? interrupted(engine) : ended(engine, { why: 'failed', detail }),
    ]);
  } catch (unwritten) {
    if (stopped || !hasCode(unwritten, 'BARBICAN_INFRA')) throw unwritten;
  }
  yield* engine.journal.drain();
  if (!stopped) throw error;
}

type Ended = Extract<RunEventBody, { type: 'run.ended' }>;

function ended(engine: Engine, { why, detail }: Pick<Ended, 'why' | 'detail'>): Ended {
  return { type: 'run.ended', why, detail, wallMs: engine.elapsedMs() };
}

function interrupted(engine: Engine): Ended {
  const claim =
    engine.state.stage === 'confirmed' ? 'the holdout was not opened' : 'no claim is made';
  return ended(engine, { why: 'interrupted', detail: `Stopped by the user; ${claim}` });
}
