import type { EvaluationPlan, Evaluator } from '../contracts/evaluator.ts';
import type { Brief, Proposal, Proposer } from '../contracts/proposer.ts';
import type { RunOptions } from '../engine/engine.ts';
import { metricsOverall } from '../domain/aggregate.ts';
import type { RunEvent } from '../domain/event.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import { hashOf } from '../lib/hash.ts';
import { createRng, type Rng } from '../lib/rng.ts';
import { memoryStore } from './memory-store.ts';
import { strategyNamed } from '../strategies/table.ts';
import { problemOf } from './factories.ts';
import { slowStore } from './fake-stores.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

/** A program whose text is what becomes of it: a score such as `3.25`, `crash …`, `cheat …`, or what does not parse. */
export function programOf(text: string): Program {
  return { language: 'javascript', main: 'seed.js', files: { 'seed.js': text } };
}

/** A problem whose programs are {@link programOf}: the seed program scores 0, the baseline `plain` 1. */
export function fakeProblem(overrides: Partial<ProblemDescription> = {}): ProblemDescription {
  return problemOf({
    seedProgram: programOf('0'),
    baselines: [{ name: 'plain', program: programOf('1') }],
    ...overrides,
  });
}

/** A grammar of numbers and two words; what rounds to the same thousandth is the same program. */
export const fakeSyntax: RunOptions['syntax'] = {
  firstError: ({ files }) => {
    const text = files['seed.js'] ?? '';
    const parses = /^(crash|cheat)/u.test(text) || Number.isFinite(Number(text));
    return parses ? undefined : { file: 'seed.js', line: 1, column: 1, text };
  },
  canonicalHash: ({ files }) => {
    const text = files['seed.js'] ?? '';
    const value = Number(text);
    return hashOf(Number.isFinite(value) ? value.toFixed(3) : text);
  },
};

/** What {@link fakeEvaluator} does beside reading the score from the program. */
interface FakeJudging {
  readonly problem: ProblemDescription;
  readonly time: VirtualTime;
  /** Length of an evaluation of `perRegime` workloads, in milliseconds. */
  readonly evaluateMs: (program: Program, plan: EvaluationPlan) => number;
  /** Added to the score on one workload. */
  readonly noise: (program: Program, plan: EvaluationPlan, index: number) => number;
}

/** Reads scores from texts, rounded to quarters: programs with the same score behave the same. */
function fakeEvaluator(judging: FakeJudging): Evaluator {
  const { time, evaluateMs } = judging;
  return {
    async evaluate(program, plan, signal) {
      const text = program.files['seed.js'] ?? '';
      const fullMs = evaluateMs(program, plan);
      const signature = `behaves like ${scoreIn(text)}`;
      const firstMs = fullMs / plan.perRegime;
      await time.sleep(firstMs, signal);
      const partial = plan.known.has(signature);
      if (!partial) await time.sleep(fullMs - firstMs, signal);
      const perRegime = partial ? 1 : plan.perRegime;
      return {
        evaluation: evaluationOf(judging, program, { ...plan, perRegime }, { signature, partial }),
        artifacts: { stdout: text.startsWith('crash') ? 'about to crash' : '', stderr: '' },
        tier: 'process',
        evaluateMs: partial ? firstMs : fullMs,
      };
    },
  };
}

function scoreIn(text: string): number {
  return Math.round(4 * Number(text)) / 4;
}

function evaluationOf(
  { problem, noise }: FakeJudging,
  program: Program,
  plan: EvaluationPlan,
  { signature, partial }: { readonly signature: string; readonly partial: boolean },
): Evaluation {
  const text = program.files['seed.js'] ?? '';
  if (text.startsWith('crash')) {
    return { status: 'failed', failure: { kind: 'crash', detail: 'It crashed' }, finished: [] };
  }
  const perWorkload = problem.regimes.flatMap(({ name }) =>
    Array.from({ length: plan.perRegime }, (_, index) => ({
      regime: name,
      index,
      values: {
        score: (text.startsWith('cheat') ? 99 : scoreIn(text)) + noise(program, plan, index),
      },
    })),
  );
  const metrics = metricsOverall(problem, perWorkload);
  if (text.startsWith('cheat')) {
    const violations = [{ rule: 'no cheating', regime: 'usual', index: 0, detail: 'It did' }];
    return { status: 'invalid', metrics, violations, perWorkload };
  }
  return {
    status: 'valid',
    metrics,
    violationByConstraint: {},
    signature,
    perWorkload,
    ...(partial ? { partial } : {}),
  };
}

/** A proposer that tells what it was asked. */
export interface FakeProposer extends Proposer {
  /** The briefs in the order of asking. */
  readonly briefs: Brief[];
}

/** Climbs by small steps, and now and then does everything that a proposer may do. A function of the brief alone. */
export function fakeProposer(
  time: VirtualTime,
  cost: { readonly tokens: number; readonly usd: number } = { tokens: 0, usd: 0 },
): FakeProposer {
  const briefs: Brief[] = [];
  return {
    name: 'fake',
    briefs,
    async propose(brief, signal) {
      briefs.push(brief);
      const rng = createRng(brief.rngSeed);
      await time.sleep(rng.int(0, 9), signal);
      return { ...proposalOf(brief, rng), ...cost };
    },
  };
}

function proposalOf(brief: Brief, rng: Rng): Proposal {
  const parent = Number(brief.parents[0]?.program.files['seed.js']);
  const free = { tokens: 0, usd: 0 };
  const operators = [rng.int(0, 1) === 0 ? 'step' : 'leap'];
  // The more credit an operator has the further it goes: so a test sees a brief that had another credit.
  const credit = brief.creditByOperator[operators[0] ?? '']?.successes ?? 0;
  const value = (Number.isFinite(parent) ? parent : 0) + rng.normal() + credit / 100;
  const kind = rng.int(0, 11);
  if (kind === 0) return { kind: 'none', why: 'inapplicable', detail: 'no', operators, ...free };
  const odd = [`crash ${rng.seed}`, `cheat ${rng.seed}`, 'does not parse', '0'];
  const text = odd[kind - 1] ?? value.toFixed(4);
  return { kind: 'program', program: programOf(text), operators, ...free };
}

/** A whole made-up run and what it is made of. */
export interface FakeWorld {
  readonly options: RunOptions;
  readonly time: VirtualTime;
  readonly proposer: FakeProposer;
}

/** What a test says of a run; the rest is made up. */
export interface FakeWorldFacts extends Partial<Omit<RunOptions, 'strategy' | 'proposer'>> {
  /** `pool` if absent. */
  readonly strategy?: RunOptions['strategy'] | string;
  readonly proposer?: (time: VirtualTime) => FakeProposer;
  readonly judging?: Partial<FakeJudging>;
  /** How long the disk takes, in milliseconds; 0 if absent. */
  readonly appendMs?: number;
}

/** The options of a run of 40 trials of {@link fakeProblem} in a virtual time of its own, on a store in memory. */
export function fakeWorld(facts: FakeWorldFacts = {}): FakeWorld {
  const {
    strategy = 'pool',
    proposer: makeProposer = fakeProposer,
    judging,
    appendMs = 0,
    ...rest
  } = facts;
  const time = virtualTime();
  const problem = facts.problem ?? fakeProblem();
  const proposer = makeProposer(time);
  const rngSeed = facts.rngSeed ?? 1;
  const delays = createRng(`delays/${rngSeed}`);
  const evaluateMs: FakeJudging['evaluateMs'] = ({ files }, { part }) =>
    delays.fork(`${files['seed.js']}/${part}`).int(5, 60);
  const options: RunOptions = {
    runId: 'r',
    barbicanVersion: '0',
    problemPath: 'problem.ts',
    problem,
    budget: { trials: 40 },
    rngSeed,
    concurrency: 1,
    strategy: typeof strategy === 'string' ? strategyNamed(strategy, {}).strategy : strategy,
    strategyOptions: {},
    proposer,
    evaluator: fakeEvaluator({ problem, time, evaluateMs, noise: () => 0, ...judging }),
    syntax: fakeSyntax,
    clock: time,
    tier: 'process',
    tierNotice: '',
    secretHash: hashOf('secret'),
    signal: new AbortController().signal,
    ...rest,
    store: slowStore(facts.store ?? memoryStore(time), time, appendMs),
  };
  return { options, time, proposer };
}

/** The events of a run as far as two runs can be equal: without times and costs, and without marks of resuming. */
export function comparable(events: Iterable<RunEvent>): unknown[] {
  return [...events]
    .filter(({ type }) => type !== 'run.resumed')
    .map((event): unknown =>
      JSON.parse(
        JSON.stringify(event, (key, value: unknown) => (NOT_COMPARED.has(key) ? undefined : value)),
      ),
    );
}

const NOT_COMPARED = new Set(['seq', 'atMs', 'cost', 'wallMs', 'evaluateMs', 'evaluationSeconds']);

/** All that `events` gives. */
export async function allOf<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}
