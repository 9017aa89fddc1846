import { setMaxListeners } from 'node:events';
import type { Evaluator, Judged } from '../contracts/evaluator.ts';
import type { Inbox } from '../contracts/inbox.ts';
import type { Proposer } from '../contracts/proposer.ts';
import type { Store } from '../contracts/store.ts';
import type { Strategy, View } from '../contracts/strategy.ts';
import type { Conditions } from '../domain/conditions.ts';
import type { Budget } from '../domain/budget.ts';
import type { RunEvent } from '../domain/event.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { applyEvent, emptyRunState, type OpenTrial, type RunState } from '../domain/run-state.ts';
import type { PluginOptions, Told, Trial, TrialId } from '../domain/trial.ts';
import type { Clock } from '../lib/clock.ts';
import type { Hash } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import { createRng, type Rng } from '../lib/rng.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';
import { variantOf } from './admit.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Bell, createBell } from './settle.ts';
import { viewOf } from './view.ts';

/** All that a run needs; nothing is read from anywhere else. */
export interface RunOptions {
  readonly runId: string;
  readonly barbicanVersion: string;
  readonly problemPath: string;
  /** Folder where the problem's real inputs are looked for first. */
  readonly dataPath?: string;
  readonly problem: ProblemDescription;
  readonly budget: Budget;
  readonly rngSeed: number;
  /** Evaluations at a time, at least 1. */
  readonly concurrency: number;
  readonly strategy: Strategy;
  readonly strategyOptions: PluginOptions;
  readonly proposer: Proposer;
  /** Who proposes, with their options, for the log; `proposer` alone if absent. */
  readonly proposers?: readonly { readonly name: string; readonly options: PluginOptions }[];
  readonly evaluator: Evaluator;
  readonly store: Store;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
  readonly clock: Clock;
  readonly tier: Extract<RunEvent, { type: 'run.started' }>['tier'];
  readonly tierNotice: string;
  /** What programs run under in this session of the run. */
  readonly conditions?: Conditions;
  /** Whether programs of a mechanical proposer are screened first; not if absent. */
  readonly screening?: boolean;
  /** Where what is asked from outside comes in; nothing does if absent. */
  readonly inbox?: Inbox;
  /** Whether only programs from outside are tried: the run waits for them until its budget is used or it is stopped. */
  readonly waits?: boolean;
  readonly secretHash: Hash;
  readonly signal: AbortSignal;
}

/** The baselines' judgements, by name. */
export type JudgedBaselines = readonly (readonly [string, Judged])[];

/** A run in progress: the fold over its log, and what is under way beyond it. */
export interface Engine {
  readonly options: RunOptions;
  /** Changed by the log's events only. */
  readonly state: RunState;
  readonly view: View;
  readonly journal: Journal;
  /** Rings when an event became durable and when a trial has ended. */
  readonly news: Bell;
  /** Trials under way; each resolves when its last event is durable, or when it could not go on: see `failed`. */
  readonly inFlight: Map<TrialId, Promise<void>>;
  /** Those of them whose program is there: they are evaluated, or wait for it. */
  readonly evaluating: Set<TrialId>;
  /** Children asked for and not finished, by parent. */
  readonly pendingById: Map<TrialId, number>;
  /** Who was first with a canonical hash or a signature, while the event that says so is not durable yet. */
  readonly arriving: Map<Hash, TrialId>;
  /** The stream of the search's decisions. */
  readonly rng: Rng;
  /** Trials asked for, over all sessions. */
  asked: number;
  strategyState: Json | undefined;
  /** Whether no trial is begun any more in this session. */
  searched: boolean;
  /** Evaluations that doubts under way are worth. */
  doubting: number;
  /** The baselines on the workloads that a new best is doubted on; undefined until one was. */
  doubtReferences: Promise<JudgedBaselines> | undefined;
  /** Aborted when a trial could not go on, with the reason: the world failed, or there is a bug. The run stops with it. */
  readonly failed: AbortController;
  /** Aborts evaluations under way; the run's own signal only stops new ones. */
  readonly evaluations: AbortController;
  /** Wall time of this session that does not count, as the run was paused. */
  readonly pause: { sinceMs: number | undefined; totalMs: number };
  /** Wall time of the run so far, over all its sessions and without pauses, in milliseconds. */
  elapsedMs(): number;
}

/** An engine in the state that the store's log tells. */
export function engineFrom(options: RunOptions): Engine {
  let earlierMs = 0;
  const engine = newEngine(options, () => earlierMs);
  for (const event of options.store.events()) {
    if (event.type === 'trial.started') countPending(engine, event.ask.parentIds, 1);
    take(engine, event);
  }
  earlierMs = engine.state.spend.wallMs;
  engine.asked = engine.state.spend.trials;
  return engine;
}

/** An engine that knows of no event, whatever the store holds. @param earlierMs Wall time of earlier sessions. */
export function newEngine(options: RunOptions, earlierMs: () => number): Engine {
  const state = emptyRunState();
  const pendingById = new Map<TrialId, number>();
  const news = createBell();
  const startMs = options.clock.monotonicMs();
  const pause: Engine['pause'] = { sinceMs: undefined, totalMs: 0 };
  const engine: Engine = {
    options,
    state,
    view: viewOf(options.problem, state, pendingById),
    journal: openJournal(options.store, (event) => take(engine, event), news.ring),
    news,
    inFlight: new Map(),
    evaluating: new Set(),
    pendingById,
    arriving: new Map(),
    rng: createRng(`${options.rngSeed}/strategy`),
    asked: 0,
    strategyState: undefined,
    searched: false,
    doubting: 0,
    doubtReferences: undefined,
    failed: new AbortController(),
    evaluations: heardByMany(),
    pause,
    elapsedMs: () => {
      const nowMs = options.clock.monotonicMs();
      const pausedMs = pause.totalMs + (pause.sinceMs === undefined ? 0 : nowMs - pause.sinceMs);
      return earlierMs() + nowMs - startMs - pausedMs;
    },
  };
  return engine;
}

/** All trials under way listen to it: on a machine of many cores Node would take them for a leak, and say so. */
function heardByMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Counts a trial that was asked for, or one that has ended, among the pending children of its parents. */
export function countPending(engine: Engine, parentIds: readonly TrialId[], by: 1 | -1): void {
  for (const id of parentIds) engine.pendingById.set(id, (engine.pendingById.get(id) ?? 0) + by);
}

/** The strategy's state, made from the references when it is first needed. */
export function strategyStateOf(engine: Engine): Json {
  if (engine.strategyState === undefined) {
    engine.strategyState = engine.options.strategy.init(seedsOf(engine), engine.view);
  }
  return engine.strategyState;
}

/** What a search may begin from: the seed program, and the baselines that are variants of it. */
function seedsOf({ state, options }: Engine): Trial[] {
  const { seedProgram, baselines, command } = options.problem;
  const variants = baselines.filter(
    ({ program }) => variantOf(seedProgram, program, command?.edit) !== undefined,
  );
  const ids = ['seed', ...variants.map(({ name }) => `baseline:${name}`)];
  return ids.map((id) => state.referenceById.get(id)).filter((trial) => trial !== undefined);
}

/** Applies an event to the fold and tells the strategy: the same for a new event and for one read back. */
export function take(engine: Engine, event: RunEvent): void {
  if (event.type === 'trial.started') strategyStateOf(engine);
  const open = 'trialId' in event ? engine.state.openById.get(event.trialId) : undefined;
  applyEvent(engine.state, event);
  if (event.type === 'run.steered') countPause(engine);
  const told = toldOf(event, open?.ask);
  if (told === undefined) return;
  countPending(engine, told.parentIds, -1);
  engine.strategyState = engine.options.strategy.tell(strategyStateOf(engine), told, engine.view);
}

/** The clock of a run stands still while it is paused. */
function countPause({ pause, state, options }: Engine): void {
  const nowMs = options.clock.monotonicMs();
  if (state.steering.paused) {
    pause.sinceMs ??= nowMs;
    return;
  }
  if (pause.sinceMs !== undefined) pause.totalMs += nowMs - pause.sinceMs;
  pause.sinceMs = undefined;
}

function toldOf(event: RunEvent, ask: OpenTrial['ask'] | undefined): Told | undefined {
  if (event.type !== 'trial.finished' && event.type !== 'trial.rejected') return undefined;
  const { trialId } = event;
  const { parentIds = [], mode = '' } = ask ?? {};
  if (event.type === 'trial.rejected')
    return { kind: 'rejected', trialId, parentIds, mode, why: event.why };
  // Whatever the strategy, it cannot keep what nobody may build on.
  return event.trial.screened
    ? { kind: 'rejected', trialId, parentIds, mode, why: 'screened' }
    : { kind: 'trial', trialId, parentIds, mode };
}
