import type { Evaluator } from '../contracts/evaluator.ts';
import type { Proposer } from '../contracts/proposer.ts';
import type { Store } from '../contracts/store.ts';
import type { Strategy, View } from '../contracts/strategy.ts';
import type { Budget } from '../domain/budget.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { applyEvent, emptyRunState, type RunState } from '../domain/run-state.ts';
import type { PluginOptions, Told, TrialId } from '../domain/trial.ts';
import type { Clock } from '../lib/clock.ts';
import type { Hash } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import { createRng, type Rng } from '../lib/rng.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';
import { viewOf } from './view.ts';

/** All that a run needs; nothing is read from anywhere else. */
export interface RunOptions {
  readonly runId: string;
  readonly barbicanVersion: string;
  readonly problemPath: string;
  readonly problem: ProblemDescription;
  readonly budget: Budget;
  readonly rngSeed: number;
  /** Evaluations at a time, at least 1. */
  readonly concurrency: number;
  readonly strategy: Strategy;
  readonly strategyOptions: PluginOptions;
  readonly proposer: Proposer;
  readonly evaluator: Evaluator;
  readonly store: Store;
  readonly syntax: Syntax;
  readonly clock: Clock;
  readonly tier: Extract<RunEvent, { type: 'run.started' }>['tier'];
  readonly tierNotice: string;
  readonly secretHash: Hash;
  readonly signal: AbortSignal;
}

/** A run in progress: the fold over its log, and what is under way beyond it. */
export interface Engine {
  readonly options: RunOptions;
  readonly state: RunState;
  readonly view: View;
  /** Trials under way; each resolves when its last event is durable, or when it could not go on: see `failure`. */
  readonly inFlight: Map<TrialId, Promise<void>>;
  /** Children asked for and not finished, by parent. */
  readonly pendingById: Map<TrialId, number>;
  /** Canonical hashes of all programs that were let in, also those whose event is not durable yet. */
  readonly admitted: Map<Hash, TrialId>;
  /** The stream of the search's decisions. */
  readonly rng: Rng;
  /** Trials asked for, over all sessions. */
  asked: number;
  strategyState: Json | undefined;
  /** Why a trial could not go on: the world failed, or there is a bug. The run stops with it. */
  failure: unknown;
  /** Aborts evaluations under way; the run's own signal only stops new ones. */
  readonly evaluations: AbortController;
  /** Wall time of the run so far, over all its sessions, in milliseconds. */
  elapsedMs(): number;
  /** Makes events durable, then applies and tells them in order, and hands them to the reader of the run. */
  write(events: readonly RunEventBody[], blobs?: readonly string[]): Promise<void>;
  /** The events that became durable since the last call, in order. */
  drain(): readonly RunEvent[];
}

/** An engine in the state that the store's log tells. */
export function engineFrom(options: RunOptions): Engine {
  const state = emptyRunState();
  const pendingById = new Map<TrialId, number>();
  const outbox: RunEvent[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const startMs = options.clock.monotonicMs();
  let earlierMs = 0;
  const engine: Engine = {
    options,
    state,
    view: viewOf(options.problem, state, pendingById),
    inFlight: new Map(),
    pendingById,
    admitted: state.trialByCanonicalHash,
    rng: createRng(`${options.rngSeed}/strategy`),
    asked: 0,
    strategyState: undefined,
    failure: undefined,
    evaluations: new AbortController(),
    elapsedMs: () => earlierMs + options.clock.monotonicMs() - startMs,
    write: (events, blobs) => {
      const durable = options.store.append(events, blobs);
      const before = last;
      const told = (async () => {
        const stored = await durable;
        await before;
        for (const event of stored) take(engine, event);
        outbox.push(...stored);
      })();
      last = told.catch(() => undefined);
      return told;
    },
    drain: () => outbox.splice(0),
  };
  for (const event of options.store.events()) take(engine, event);
  earlierMs = state.spend.wallMs;
  engine.asked = state.spend.trials;
  return engine;
}

/** Applies an event to the fold and tells the strategy: the same for a new event and for one read back. */
function take(engine: Engine, event: RunEvent): void {
  if (event.type === 'trial.started') startStrategy(engine);
  const open = 'trialId' in event ? engine.state.openById.get(event.trialId) : undefined;
  applyEvent(engine.state, event);
  const told = toldOf(event, open?.ask.parentIds ?? []);
  if (told === undefined) return;
  engine.strategyState = engine.options.strategy.tell(strategyStateOf(engine), told, engine.view);
}

/** The strategy's state, made from the references when it is first needed. */
export function startStrategy(engine: Engine): void {
  if (engine.strategyState !== undefined) return;
  const seeds = [...engine.state.referenceById.values()].filter(
    ({ proposer }) => proposer === 'seed',
  );
  engine.strategyState = engine.options.strategy.init(seeds, engine.view);
}

function strategyStateOf(engine: Engine): Json {
  startStrategy(engine);
  return engine.strategyState ?? null;
}

function toldOf(event: RunEvent, parentIds: readonly TrialId[]): Told | undefined {
  if (event.type === 'trial.finished') {
    return { kind: 'trial', trialId: event.trialId, parentIds: event.trial.parentIds };
  }
  if (event.type === 'trial.rejected') {
    return { kind: 'rejected', trialId: event.trialId, parentIds, why: event.why };
  }
  return undefined;
}
