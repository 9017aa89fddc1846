import assert from 'node:assert/strict';
import type { Strategy, View } from '../contracts/strategy.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Ask, Told, Trial, TrialId } from '../domain/trial.ts';
import type { Json } from '../lib/json.ts';
import { createRng, type Rng } from '../lib/rng.ts';
import { problemOf, trialOf, type TrialFacts, viewOf } from './factories.ts';

/** A thing that every strategy does: `run` throws if this one does not. Free of any test framework. */
export interface StrategyLaw {
  readonly name: string;
  /** Why the law does not apply to this strategy. */
  readonly skip?: string;
  run(): void;
}

type Propose = Extract<Ask, { kind: 'propose' }>;

const LAWS: Readonly<Record<string, (make: () => Strategy) => void>> = {
  'the same state and stream give the same ask, and nothing is changed in place': asksAreFunctions,
  'the state survives JSON': stateSurvivesJson,
  'asks only for trials that have finished, with at least one parent': asksForKnown,
  'the best valid trial told can still become a parent': keepsTheBest,
  'the order in which independent trials are told does not change the best parent': orderIsFree,
  'no failed or invalid trial is a parent or a donor while a valid one exists': avoidsFailures,
  'scores times a positive number plus a constant change no decision': scaleIsFree,
  'the metric’s direction changes no decision when the signed scores are the same': directionIsFree,
  'goes on when all scores are equal': (make) => goesOn(make, () => ({ score: 7 })),
  'goes on when no trial has a score': (make) => goesOn(make, () => ({ score: null })),
  'goes on when every trial fails': (make) => goesOn(make, () => ({ status: 'failed' })),
  'goes on when every proposal is rejected': (make) => goesOn(make, () => undefined),
};

/**
 * The laws of the {@link Strategy} port.
 *
 * @param make Makes the strategy under test, with the same options each time.
 * @param gaps Why a law does not apply, by its name.
 */
export function strategyLaws(
  make: () => Strategy,
  gaps: Readonly<Record<string, string>> = {},
): readonly StrategyLaw[] {
  for (const name of Object.keys(gaps)) assert.ok(name in LAWS, `There is no law "${name}"`);
  return Object.entries(LAWS).map(([name, check]) => ({
    name,
    ...(gaps[name] === undefined ? {} : { skip: gaps[name] }),
    run: () => check(make),
  }));
}

/** What becomes of one trial; undefined if its proposal is rejected. */
type Outcome = Omit<TrialFacts, 'id' | 'parentIds'> | undefined;

interface Play {
  readonly steps: number;
  /** Trials under way at a time. */
  readonly width: number;
  readonly seed: string;
  readonly problem: ProblemDescription;
  readonly seedScore: number;
  /** @param trials Those that have finished. */
  outcome(step: number, trials: readonly Trial[]): Outcome;
}

/** A moment of a play: before an ask. */
interface Moment {
  readonly state: Json;
  readonly view: View;
  readonly rng: Rng;
  readonly trials: readonly Trial[];
}

/** How often an ask is repeated with other streams to see what a strategy can ask for. */
const STREAMS = 400;

/** Lets a strategy search a made-up world, and calls `at` before each ask. Gives what it asked for. */
function play(
  strategy: Strategy,
  { steps, width, seed, problem, seedScore, outcome }: Play,
  at?: (moment: Moment) => void,
): Propose[] {
  const trials: Trial[] = [trialOf({ id: 'seed', score: seedScore })];
  const rejectedByParent = new Map<TrialId, number>();
  const pendingByParent = new Map<TrialId, number>();
  const view = viewOf(trials, { problem, rejectedByParent, pendingByParent });
  const rng = createRng(seed);
  const open: { id: TrialId; ask: Propose }[] = [];
  const asks: Propose[] = [];
  let state = frozen(strategy.init(trials, view));
  for (let step = 1; step <= steps; step++) {
    at?.({ state, view, rng: rng.fork(`ask/${step}`), trials });
    const ask = strategy.ask(state, view, rng.fork(`ask/${step}`));
    assert.ok(ask.kind === 'propose', `It says "${ask.kind}" while there is something to try`);
    asks.push(ask);
    open.push({ id: `t${step}`, ask });
    for (const id of ask.parentIds) add(pendingByParent, id, 1);
    if (open.length < width) continue;
    const [done] = open.splice(rng.int(0, open.length - 1), 1);
    if (!done) continue;
    const {
      id,
      ask: { parentIds, mode },
    } = done;
    for (const parent of parentIds) add(pendingByParent, parent, -1);
    const came = outcome(step, trials);
    if (came) trials.push(trialOf({ ...came, id, parentIds }));
    else for (const parent of parentIds) add(rejectedByParent, parent, 1);
    state = frozen(strategy.tell(state, toldOf({ trialId: id, parentIds, mode }, came), view));
  }
  at?.({ state, view, rng: rng.fork('end'), trials });
  return asks;
}

function toldOf(of: Omit<Extract<Told, { kind: 'trial' }>, 'kind'>, outcome: Outcome): Told {
  return outcome ? { kind: 'trial', ...of } : { kind: 'rejected', ...of, why: 'duplicate' };
}

/** A world of everything that happens: better and worse, infeasible, invalid, failed, rejected, the same again. */
function mixed(seed: string, overrides: Partial<Play> = {}): Play {
  const rng = createRng(`${seed}/world`);
  const outcome: Play['outcome'] = (step, trials) => {
    const draw = rng.fork(String(step));
    const score = draw.int(-20, 20);
    const kind = draw.int(0, 9);
    if (kind === 0) return undefined;
    if (kind === 1) return { status: 'failed' };
    if (kind === 2) return { status: 'invalid', score: 1000 };
    if (kind === 3) return { score: 1000 + score, violation: draw.int(1, 8) / 4 };
    if (kind <= 5) return sameAgain(trials, draw) ?? { score };
    return { score, size: draw.int(50, 150) };
  };
  const world = { steps: 150, width: 1, seed, problem: problemOf(), seedScore: 0, outcome };
  return { ...world, ...overrides };
}

/** A trial that behaves like one that is known; its own numbers are over fewer workloads, and misleading. */
function sameAgain(trials: readonly Trial[], rng: Rng): Outcome {
  const known = trials.filter(({ evaluation, sameAs }) => evaluation.status === 'valid' && !sameAs);
  const twin = known[rng.int(0, known.length - 1)];
  if (twin?.evaluation.status !== 'valid') return undefined;
  const { signature } = twin.evaluation;
  return { sameAs: twin.id, signature, score: 5000, size: rng.int(50, 150) };
}

function asksAreFunctions(make: () => Strategy): void {
  const strategy = make();
  play(strategy, mixed('functions', { width: 4 }), ({ state, view, rng }) => {
    const before = JSON.stringify(state);
    const first = strategy.ask(state, view, rng.fork('again'));
    assert.deepEqual(make().ask(state, view, rng.fork('again')), first);
    assert.equal(JSON.stringify(state), before);
  });
}

function stateSurvivesJson(make: () => Strategy): void {
  const strategy = make();
  const forgetful: Strategy = {
    name: strategy.name,
    init: (seeds, view) => throughJson(strategy.init(seeds, view)),
    ask: (state, view, rng) => strategy.ask(state, view, rng),
    tell: (state, told, view) => throughJson(strategy.tell(state, told, view)),
  };
  assert.deepEqual(play(forgetful, mixed('json')), play(make(), mixed('json')));
  play(strategy, mixed('json'), ({ state }) => assert.deepEqual(throughJson(state), state));
}

function asksForKnown(make: () => Strategy): void {
  const strategy = make();
  play(strategy, mixed('known', { width: 6 }), ({ state, view, rng, trials }) => {
    const known = new Set(trials.map(({ id }) => id));
    const ask = proposal(strategy.ask(state, view, rng));
    assert.ok(ask.parentIds.length > 0, 'An ask has a parent');
    for (const id of [...ask.parentIds, ...ask.context])
      assert.ok(known.has(id), `${id} is unknown`);
  });
}

function keepsTheBest(make: () => Strategy): void {
  const strategy = make();
  let moments = 0;
  play(strategy, mixed('best', { width: 3 }), ({ state, view, rng, trials }) => {
    if (moments++ % 10 !== 0) return;
    const best = bestOf(trials, view);
    const found = streams(rng).some((stream) =>
      proposal(strategy.ask(state, view, stream)).parentIds.some(
        (id) => view.compare(id, best) === 0,
      ),
    );
    assert.ok(found, `${best} is the best and is never a parent`);
  });
}

function orderIsFree(make: () => Strategy): void {
  const rng = createRng('order');
  const children = Array.from({ length: 60 }, (_, i): Trial => {
    const status = (['valid', 'valid', 'invalid', 'failed'] as const)[rng.int(0, 3)] ?? 'valid';
    const violation = rng.int(0, 3) === 0 ? 1 : 0;
    return trialOf({ id: `t${i + 1}`, status, violation, score: rng.int(-9, 9) });
  });
  const ranks = Array.from({ length: 8 }, (_, i) => {
    const order = createRng(`order/${i}`);
    return bestParentAfter(
      make(),
      children.toSorted(() => order.next() - 0.5),
    );
  });
  assert.equal(new Set(ranks).size, 1, `The best parents have the scores ${ranks.join(', ')}`);
}

/** The rank, as text, of the best trial that can be a parent after the seed's `children` were told in this order. */
function bestParentAfter(strategy: Strategy, children: readonly Trial[]): string {
  const trials = [trialOf({ id: 'seed', score: -5 })];
  const view = viewOf(trials);
  let state = strategy.init(trials, view);
  for (const child of children) {
    trials.push(child);
    state = strategy.tell(
      state,
      toldOf({ trialId: child.id, parentIds: child.parentIds, mode: 'refine' }, { score: 0 }),
      view,
    );
  }
  const [best = ''] = streams(createRng('parents'))
    .flatMap((stream) => proposal(strategy.ask(state, view, stream)).parentIds)
    .toSorted(view.compare);
  const { score, violation } = view.trial(best);
  return `${score} missing by ${violation}`;
}

function avoidsFailures(make: () => Strategy): void {
  const strategy = make();
  play(strategy, mixed('failures', { width: 2 }), ({ state, view, rng }) => {
    for (const stream of streams(rng).slice(0, 20)) {
      const { parentIds, context } = proposal(strategy.ask(state, view, stream));
      for (const id of [...parentIds, ...context]) assert.equal(view.trial(id).status, 'valid');
    }
  });
}

function scaleIsFree(make: () => Strategy): void {
  const plain = play(make(), mixed('scale'));
  for (const [a, b] of [
    [2, 0],
    [0.5, -4096],
    [8, 100],
    [0.125, 0.25],
  ] as const) {
    const asks = play(
      make(),
      scaled(mixed('scale'), (score) => a * score + b),
    );
    assert.deepEqual(asks, plain, `The scores times ${a} plus ${b} change a decision`);
  }
}

function directionIsFree(make: () => Strategy): void {
  const [metric] = problemOf().metrics;
  assert.ok(metric);
  const problem = problemOf({ metrics: [{ ...metric, direction: 'minimize' }] });
  const asks = play(
    make(),
    scaled(mixed('direction', { problem }), (score) => -score),
  );
  assert.deepEqual(asks, play(make(), mixed('direction')));
}

/** The same world with other scores. */
function scaled(world: Play, change: (score: number) => number): Play {
  return {
    ...world,
    seedScore: change(world.seedScore),
    outcome: (step, trials) => {
      const came = world.outcome(step, trials);
      return typeof came?.score === 'number' ? { ...came, score: change(came.score) } : came;
    },
  };
}

function goesOn(make: () => Strategy, outcome: Play['outcome']): void {
  const asks = play(make(), mixed('same', { outcome, width: 4 }));
  assert.equal(asks.length, 150);
}

function bestOf(trials: readonly Trial[], view: View): TrialId {
  const [best = ''] = trials
    .filter(({ evaluation }) => evaluation.status === 'valid')
    .map(({ id }) => id)
    .toSorted(view.compare);
  return best;
}

function streams(rng: Rng): Rng[] {
  return Array.from({ length: STREAMS }, (_, i) => rng.fork(`stream/${i}`));
}

function proposal(ask: Ask): Propose {
  assert.ok(ask.kind === 'propose');
  return ask;
}

function throughJson(value: Json): Json {
  const copy: Json = JSON.parse(JSON.stringify(value));
  return copy;
}

function add(counts: Map<TrialId, number>, id: TrialId, by: number): void {
  counts.set(id, (counts.get(id) ?? 0) + by);
}

function frozen(value: Json): Json {
  if (value !== null && typeof value === 'object') {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}
