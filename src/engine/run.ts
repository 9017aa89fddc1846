import type { RunEvent } from '../domain/event.ts';
import type { TrialId } from '../domain/trial.ts';
import { begin } from './begin.ts';
import { conclude, giveUp } from './conclude.ts';
import { countPending, type Engine, engineFrom, type RunOptions } from './engine.ts';
import { type NewTrial, nextTrial, type Stop } from './next-trial.ts';
import { takeOrders } from './orders.ts';
import { hasPlace } from './places.ts';
import { isSentinelDue, runSentinel, SENTINEL } from './sentinel.ts';
import { abortLater } from './settle.ts';
import { fail } from './stopped.ts';
import { runTrial } from './trial.ts';

/** How long evaluations under way may go on after a stop was asked or something failed, in milliseconds. */
const DRAIN_MS = 2000;

/**
 * Runs, or goes on with, the search that the store's log tells, and yields each event once it is durable.
 *
 * @throws {ConfigError} If the seed program or a baseline does not do.
 * @throws {InfraError} If the world failed; what finished is in the log.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  const engine = engineFrom(options);
  const halt = AbortSignal.any([options.signal, engine.failed.signal]);
  using _ = abortLater(engine.evaluations, halt, DRAIN_MS);
  using __ = options.inbox?.watch(engine.news.ring);
  halt.addEventListener('abort', engine.news.ring);
  try {
    yield* begin(engine);
    const stop = yield* search(engine, halt);
    yield* conclude(engine, stop);
  } catch (error) {
    yield* giveUp(engine, error);
  } finally {
    engine.evaluations.abort();
    await Promise.all(engine.inFlight.values());
  }
}

/**
 * Steady state: whenever a place is free and the budget allows, the strategy is asked and a trial begins.
 *
 * @returns Why no more trials are asked for; undefined if the search was halted.
 */
async function* search(
  engine: Engine,
  halt: AbortSignal,
): AsyncGenerator<RunEvent, Stop | undefined> {
  const cutOff = [...engine.state.openById.keys()];
  let stop: Stop | undefined;
  while (!halt.aborted) {
    for (const id of await takeOrders(engine)) launch(engine, id, runTrial(engine, id));
    stop ??= fillPlaces(engine, cutOff);
    if (engine.inFlight.size === 0 && (stop || !isHeld(engine))) break;
    await engine.news.heard();
    yield* engine.journal.drain();
  }
  await Promise.all(engine.inFlight.values());
  yield* engine.journal.drain();
  engine.failed.signal.throwIfAborted();
  return stop;
}

/** Whether nothing is under way and more may come all the same. */
function isHeld({ state, options }: Engine): boolean {
  return state.steering.paused || options.waits === true;
}

/** Begins trials until every place is taken: first those that were cut off when the run last stopped. */
function fillPlaces(engine: Engine, cutOff: TrialId[]): Stop | undefined {
  while (hasPlace(engine)) {
    if (isSentinelDue(engine)) {
      launch(engine, SENTINEL, runSentinel(engine));
      continue;
    }
    const id = cutOff.shift();
    const next = id === undefined ? nextTrial(engine) : undefined;
    if (next?.kind === 'stop') return next;
    if (next?.kind === 'wait') return undefined;
    if (next) launch(engine, next.id, startTrial(engine, next));
    else if (id !== undefined) launch(engine, id, runTrial(engine, id));
  }
  return undefined;
}

/** An ask is durable before it is carried out. */
async function startTrial(engine: Engine, { id, ask }: NewTrial): Promise<void> {
  const untold = engine.journal.untold();
  engine.asked += 1;
  countPending(engine, ask.parentIds, 1);
  await engine.journal.write([
    { type: 'trial.started', trialId: id, ask, ...(untold === 0 ? {} : { untold }) },
  ]);
  await runTrial(engine, id);
}

function launch(engine: Engine, id: TrialId, trial: Promise<void>): void {
  const work = async (): Promise<void> => {
    try {
      await trial;
    } catch (error) {
      fail(engine, error);
    } finally {
      engine.inFlight.delete(id);
      engine.evaluating.delete(id);
      engine.news.ring();
    }
  };
  engine.inFlight.set(id, work());
}
