import { z } from 'zod';
import type { Proposer } from '../contracts/proposer.ts';
import type { Store } from '../contracts/store.ts';
import { ContractError } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import type { Artifacts } from '../domain/evaluation.ts';
import type { OpenTrial } from '../domain/run-state.ts';
import type { TrialCost, TrialId } from '../domain/trial.ts';
import type { Clock } from '../lib/clock.ts';
import type { Hash } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';
import type { Strategy } from '../contracts/strategy.ts';
import { chooseNext } from './choose.ts';
import { countPending, type Engine, newEngine, take } from './engine.ts';
import { programOf } from './programs.ts';
import { finishedTrial, proposalEvent } from './trial.ts';

/** What {@link replay} needs: no evaluator, no network. */
export interface ReplayOptions {
  /** The run as it was: only read. */
  readonly recorded: Pick<Store, 'events' | 'getBlob'>;
  /** Gets the same events under the same times. */
  readonly store: Pick<Store, 'append'>;
  readonly strategy: Strategy;
  /** Who proposed in a session. */
  readonly proposerFor: (
    proposers: Extract<RunEventBody, { type: 'run.started' }>['proposers'],
  ) => Promise<Proposer>;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
  readonly signal: AbortSignal;
}

/**
 * Makes every decision of a run again, and yields its events as they are made.
 *
 * What the world said is taken from the record: replies of models, evaluations, times, and the order in which trials
 * ended. What Barbican made of it is computed: what the strategy asked for, each prompt, each program, what was admitted,
 * what behaved as something known. The first event that comes out otherwise ends it.
 *
 * @throws {ContractError} If a decision comes out otherwise; the message says which event and how.
 * @throws {ConfigError} If the record of calls lacks one.
 */
export async function* replay(options: ReplayOptions): AsyncGenerator<RunEvent, void> {
  const { recorded, store, signal } = options;
  const [first] = recorded.events();
  if (first?.type !== 'run.started') throw new ContractError('A run begins with run.started');
  const session = new Session(options, first, await options.proposerFor(first.proposers));
  let written: Promise<unknown> = Promise.resolve();
  for (const event of recorded.events()) {
    signal.throwIfAborted();
    const blobs = await session.next(event);
    const { seq: _, v: __, atMs: ___, ...body } = event;
    written = Promise.all([written, store.append([body], blobs)]);
    if (event.seq % BATCH === 0) await written;
    yield event;
  }
  await written;
}

/** Events that may wait for the disk at a time. */
const BATCH = 64;

const Stored: z.ZodType<Artifacts> = z.object({ stdout: z.string(), stderr: z.string() });

/** Goes through a log, event by event. */
class Session {
  readonly #options: ReplayOptions;
  #engine: Engine;
  /** Events that the strategy has not been told yet. */
  readonly #untold: RunEvent[] = [];

  constructor(
    options: ReplayOptions,
    started: Extract<RunEvent, { type: 'run.started' }>,
    proposer: Proposer,
  ) {
    this.#options = options;
    this.#engine = newEngine(runOptionsOf(options, started, proposer), () => 0);
  }

  /** Makes one event again; gives the texts that are stored with it. */
  async next(event: RunEvent): Promise<string[]> {
    switch (event.type) {
      case 'run.resumed':
        await this.#resume(event);
        break;
      case 'trial.started':
        this.#ask(event);
        break;
      case 'trial.proposed':
      case 'trial.rejected':
        await this.#propose(event);
        break;
      case 'trial.finished':
        this.#finish(event);
        break;
      // Written while the search goes on: who asks next may not have been told of what came before.
      case 'run.steered':
      case 'question.asked':
      case 'sentinel.finished':
        break;
      default:
        this.#tellAllBut(0);
    }
    this.#untold.push(event);
    return this.#blobsOf(event);
  }

  /** Another session: perhaps others propose, and programs run under other conditions. */
  async #resume(event: Extract<RunEvent, { type: 'run.resumed' }>): Promise<void> {
    this.#tellAllBut(0);
    const { options } = this.#engine;
    const proposer = event.proposers
      ? await this.#options.proposerFor(event.proposers)
      : options.proposer;
    const conditions = event.conditions ? { conditions: event.conditions } : {};
    this.#engine = { ...this.#engine, options: { ...options, proposer, ...conditions } };
  }

  /** The strategy decides with what it knew then. */
  #ask(event: Extract<RunEvent, { type: 'trial.started' }>): void {
    this.#tellAllBut(event.untold ?? 0);
    const engine = this.#engine;
    const id = `t${engine.asked + 1}`;
    // What came from outside is what the world said.
    const ask = event.order === undefined ? chooseNext(engine, id) : event.ask;
    compare(event, { trialId: event.trialId, ask: event.ask }, { trialId: id, ask });
    engine.asked += 1;
    countPending(engine, event.ask.parentIds, 1);
  }

  async #propose(
    event: Extract<RunEvent, { type: 'trial.proposed' | 'trial.rejected' }>,
  ): Promise<void> {
    const open = this.#openTrial(event.trialId, ({ type }) => type === 'trial.started');
    const made = await proposalEvent(this.#engine, open);
    compare(event, withoutTimes(event), withoutTimes(made.event));
    if (made.event.type === 'trial.proposed') this.#arrive(made.event.canonicalHash, event.trialId);
  }

  #finish(event: Extract<RunEvent, { type: 'trial.finished' }>): void {
    const { trial } = event;
    const open = this.#openTrial(event.trialId, ({ type }) => type === 'trial.proposed');
    const { proposed } = open;
    if (!proposed) throw new ContractError(`Trial ${event.trialId} was judged and not proposed`);
    const program = programOf(this.#options.recorded, trial.programId);
    const artifacts = this.#artifactsOf(trial.artifactsId);
    const { evaluation, doubt, tier, cost } = trial;
    const judged = { evaluation, artifacts, tier, evaluateMs: cost.evaluateMs };
    const made = finishedTrial(this.#engine, {
      open,
      proposed,
      program,
      judged,
      evaluation,
      ...(doubt === undefined ? {} : { doubt }),
    });
    compare(event, withoutTimes(trial), withoutTimes(made));
    if (evaluation.status === 'valid') this.#arrive(evaluation.signature, event.trialId);
  }

  /** The trial once the event before was told: its work began only then. */
  #openTrial(id: TrialId, began: (event: RunEvent) => boolean): OpenTrial {
    const at = this.#untold.findIndex(
      (event) => began(event) && 'trialId' in event && event.trialId === id,
    );
    if (at >= 0) this.#tell(at + 1);
    const open = this.#engine.state.openById.get(id);
    if (!open) throw new ContractError(`Trial ${id} is not open`);
    return open;
  }

  #tellAllBut(count: number): void {
    this.#tell(this.#untold.length - count);
  }

  #tell(count: number): void {
    for (const event of this.#untold.splice(0, Math.max(0, count))) take(this.#engine, event);
  }

  /** The first with a hash or a behaviour is known from when it is written. */
  #arrive(key: Hash, id: TrialId): void {
    if (!this.#engine.arriving.has(key)) this.#engine.arriving.set(key, id);
  }

  #artifactsOf(id: Hash | undefined): Artifacts {
    const text = id === undefined ? undefined : this.#options.recorded.getBlob(id);
    return text === undefined ? { stdout: '', stderr: '' } : Stored.parse(JSON.parse(text));
  }

  #blobsOf(event: RunEvent): string[] {
    const ids: (Hash | undefined)[] = [];
    if (event.type === 'trial.proposed') ids.push(event.programId);
    if (event.type === 'run.steered' && event.command.kind === 'inject')
      ids.push(event.command.programId);
    if (event.type === 'reference.finished') ids.push(event.trial.programId);
    if ('trial' in event) ids.push(event.trial.artifactsId);
    return ids.flatMap(
      (id) => (id === undefined ? undefined : this.#options.recorded.getBlob(id)) ?? [],
    );
  }
}

/** In a replay no time passes: what was cut off by time is in the record, and nothing else is. */
const STILL: Clock = { monotonicMs: () => 0, wallMs: () => 0 };

function runOptionsOf(
  { recorded, strategy, syntax, signal }: ReplayOptions,
  started: Extract<RunEvent, { type: 'run.started' }>,
  proposer: Proposer,
): Engine['options'] {
  const noWork = (): Promise<never> => Promise.reject(new RangeError('A replay does no such work'));
  return {
    ...started,
    strategy,
    strategyOptions: started.strategy.options,
    proposer,
    evaluator: { evaluate: noWork },
    store: { ...recorded, append: noWork, [Symbol.asyncDispose]: () => Promise.resolve() },
    syntax,
    clock: STILL,
    signal,
  };
}

/** What a trial's event says, without how long things took. */
function withoutTimes(of: { readonly cost: Partial<TrialCost> }): object {
  const { tokens = 0, usd = 0, spend = null } = of.cost;
  return { ...of, cost: { tokens, usd, spend } };
}

/** @throws {ContractError} If the two differ. */
function compare(event: RunEvent, before: object, now: object): void {
  const members = (of: object): Map<string, string> =>
    new Map(
      Object.entries(of)
        .filter(([key, value]) => value !== undefined && !STORED.has(key))
        .map(([key, value]) => [key, canonicalJson(value)]),
    );
  const [old, fresh] = [members(before), members(now)];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    if (old.get(key) === fresh.get(key)) continue;
    const trial = 'trialId' in event ? ` of ${event.trialId}` : '';
    throw new ContractError(
      `Cannot replay event ${event.seq} (${event.type}${trial}): "${key}" was ${short(old.get(key))} and is ${short(fresh.get(key))} now`,
    );
  }
}

const STORED = new Set(['seq', 'v', 'atMs']);

function short(text = 'absent'): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
