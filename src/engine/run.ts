import type { RunEvent } from '../domain/event.ts';
import { mayStartTrial } from './allowance.ts';
import { begin } from './begin.ts';
import { conclude, giveUp } from './conclude.ts';
import { type Engine, engineFrom, type RunOptions, startStrategy } from './engine.ts';
import { abortLater, firstOf } from './settle.ts';
import { runTrial, type TrialTask } from './trial.ts';

/** How long trials under way may go on after a stop was asked, in milliseconds. */
const DRAIN_MS = 2000;

/**
 * Runs, or goes on with, the search that the store's log tells, and yields each event once it is durable.
 *
 * Steady state: whenever a place is free and the budget allows, the strategy is asked and a trial begins.
 *
 * @throws {InfraError} If the world failed; what finished is in the log.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  const engine = engineFrom(options);
  using _ = abortLater(engine.evaluations, options.signal, DRAIN_MS);
  try {
    yield* begin(engine);
    startStrategy(engine);
    const open = openTasks(engine);
    let stop: string | undefined;
    while (!options.signal.aborted && engine.failure === undefined) {
      while (stop === undefined && engine.inFlight.size < options.concurrency) {
        const task = open.shift() ?? nextTask(engine);
        if (typeof task === 'string') stop = task;
        if (typeof task !== 'object') break;
        launch(engine, task);
      }
      if (engine.inFlight.size === 0) break;
      await firstOf(engine.inFlight.values(), options.signal);
      yield* engine.drain();
    }
    await Promise.all(engine.inFlight.values());
    yield* engine.drain();
    yield* engine.failure === undefined ? conclude(engine, stop) : giveUp(engine);
  } finally {
    engine.evaluations.abort();
    await Promise.all(engine.inFlight.values());
  }
}

/** What the strategy wants next: a task, nothing for now (undefined), or the reason to stop. */
function nextTask(engine: Engine): TrialTask | string | undefined {
  if (!mayStartTrial(engine)) return 'budget';
  const id = `t${engine.asked + 1}`;
  const rng = engine.rng.fork(`ask/${id}`);
  const ask = engine.options.strategy.ask(engine.strategyState ?? null, engine.view, rng);
  if (ask.kind === 'stop') return ask.why;
  if (ask.kind === 'wait') return undefined;
  return { id, ask, creditByOperator: engine.state.credit, proposed: undefined, resumed: false };
}

/** The trials that were cut off when the run last stopped: the same ids, asks and credit again. */
function openTasks(engine: Engine): TrialTask[] {
  return [...engine.state.openById.values()].map(({ id, ask, credit, proposed }) => ({
    id,
    ask,
    creditByOperator: credit,
    proposed,
    resumed: true,
  }));
}

function launch(engine: Engine, task: TrialTask): void {
  const { id, ask, resumed } = task;
  countPending(engine, ask.parentIds, 1);
  if (!resumed) engine.asked += 1;
  const work = async (): Promise<void> => {
    try {
      const started = resumed
        ? undefined
        : engine.write([{ type: 'trial.started', trialId: id, ask }]);
      await Promise.all([started, runTrial(engine, task)]);
    } catch (error) {
      if (!engine.evaluations.signal.aborted) engine.failure ??= error;
    } finally {
      engine.inFlight.delete(id);
      countPending(engine, ask.parentIds, -1);
    }
  };
  engine.inFlight.set(id, work());
}

function countPending(engine: Engine, parentIds: readonly string[], by: number): void {
  for (const id of parentIds) engine.pendingById.set(id, (engine.pendingById.get(id) ?? 0) + by);
}
