import { join } from 'node:path';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { withDegrees } from '../../dist/domain/degrees.js';
import { rankOf, compareRanks, signedValue } from '../../dist/domain/rank.js';
import { admit } from '../../dist/engine/admit.js';
import { claimOf } from '../../dist/engine/claim.js';
import type { Judged } from '../../src/contracts/evaluator.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import type { Syntax } from '../../src/lib/syntax/syntax.ts';
import { isTimed, type SubstrateName, type TaskName } from './instance.ts';
import type { Look } from './verdict.ts';

type Part = 'search' | 'confirmation';

/** A look with what it was made from. */
export interface FullLook extends Look {
  /** Gains on the other metrics, by name. */
  readonly gains: Readonly<Record<string, number>>;
  readonly evaluation: Evaluation | undefined;
  readonly artifacts: string;
  readonly evaluateMs: number;
}

/** A task as `barbican run` would have it: its judge, the sandbox, and the references on the same workloads. */
export interface TaskWorld extends AsyncDisposable {
  readonly tier: string;
  look(program: Program, part: Part): Promise<FullLook>;
  /** What the engine would claim of a program that was looked at on fresh workloads. */
  claim(look: FullLook): string;
  /** What differs when the untouched seed program is judged again; undefined if nothing does. */
  drift(): Promise<string | undefined>;
}

/** What {@link openTask} needs. */
export interface TaskOptions {
  readonly folder: string;
  readonly substrate: SubstrateName;
  readonly task: TaskName;
  readonly secret: string;
  readonly syntax: Syntax;
}

/** Opens one task and judges its references. */
export async function openTask(options: TaskOptions): Promise<TaskWorld> {
  const { folder, substrate, task, secret } = options;
  const world = await openProblemWorld({
    problemPath: join(folder, substrate, task),
    secret,
    tier: 'auto',
    concurrency: 2,
    signal: never,
  });
  const references = {
    search: await referencesOn(world, 'search'),
    confirmation: await referencesOn(world, 'confirmation'),
  };
  return new Task(world, references, options);
}

type References = Readonly<Record<string, Evaluation>>;
const never = new AbortController().signal;

async function judged(world: ProblemWorld, program: Program, part: Part): Promise<Judged> {
  const perRegime = world.problem.counts[part === 'search' ? 'search' : 'selection'];
  const plan = { part, draw: 0, perRegime, known: new Set<string>() };
  return world.evaluator.evaluate(program, plan, never);
}

async function referencesOn(world: ProblemWorld, part: Part): Promise<References> {
  const references: Record<string, Evaluation> = {};
  const { baselines, seedProgram } = world.problem;
  for (const { name, program } of [...baselines, { name: 'seed', program: seedProgram }])
    references[name] = (await judged(world, program, part)).evaluation;
  const raw = { ...references };
  for (const [name, evaluation] of Object.entries(raw))
    references[name] = withDegrees(world.problem, evaluation, withoutSeed(raw));
  return references;
}

/** Floors are set by baselines alone. */
function withoutSeed(references: References): References {
  return Object.fromEntries(Object.entries(references).filter(([name]) => name !== 'seed'));
}

class Task implements TaskWorld {
  readonly tier: string;
  readonly #world: ProblemWorld;
  readonly #references: Readonly<Record<Part, References>>;
  readonly #options: TaskOptions;

  constructor(
    world: ProblemWorld,
    references: Readonly<Record<Part, References>>,
    options: TaskOptions,
  ) {
    this.#world = world;
    this.#references = references;
    this.#options = options;
    this.tier = world.tier;
  }

  async look(program: Program, part: Part): Promise<FullLook> {
    const refused = this.#refusal(program);
    const nothing = { gain: undefined, gains: {}, artifacts: '', evaluateMs: 0 };
    if (refused !== undefined) return { ...nothing, ground: refused, evaluation: undefined };
    const { evaluation: raw, artifacts, evaluateMs } = await judged(this.#world, program, part);
    const references = withoutSeed(this.#references[part]);
    const evaluation = withDegrees(this.#world.problem, raw, references);
    const seen = {
      evaluation,
      artifacts: `${artifacts.stdout}${artifacts.stderr}${JSON.stringify(raw)}`,
      evaluateMs,
    };
    const ground = groundOf(evaluation);
    if (ground !== undefined) return { ...seen, ground, gain: undefined, gains: {} };
    const gains = this.#gains(evaluation, part);
    const [first = ''] = this.#world.problem.objectives.metrics;
    return { ...seen, ground, gain: gains[first], gains };
  }

  claim({ evaluation }: FullLook): string {
    if (!evaluation) return 'breaks';
    const material = {
      trialId: 't1',
      candidate: evaluation,
      references: this.#references.confirmation,
    };
    return claimOf(this.#world.problem, material).verdict;
  }

  async drift(): Promise<string | undefined> {
    const { evaluation } = await judged(this.#world, this.#world.problem.seedProgram, 'search');
    const before = this.#references.search['seed'];
    if (evaluation.status !== 'valid' || before?.status !== 'valid')
      return `the seed program is ${evaluation.status} afterwards`;
    const same = JSON.stringify(evaluation.perWorkload) === JSON.stringify(before.perWorkload);
    const timed = isTimed(this.#options.task);
    return same || timed ? undefined : 'the seed program scores otherwise afterwards';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world[Symbol.asyncDispose]();
  }

  #refusal(program: Program): string | undefined {
    const rules = {
      seedProgram: this.#world.problem.seedProgram,
      syntax: this.#options.syntax,
      known: new Map(),
    };
    const admission = admit(program, rules);
    return admission.admitted ? undefined : `refused ${admission.why}`;
  }

  #gains(evaluation: Evaluation, part: Part): Record<string, number> {
    const { problem } = this.#world;
    if (evaluation.status !== 'valid') return {};
    const [best] = Object.values(this.#references[part]).toSorted((a, b) =>
      compareRanks(rankOf(problem, a), rankOf(problem, b)),
    );
    if (best?.status !== 'valid') throw new Error('No reference is valid');
    return Object.fromEntries(
      problem.metrics.map(({ name }) => {
        const [own, other] = [evaluation, best].map(({ metrics }) =>
          signedValue(problem, name, metrics),
        );
        return [name, ((own ?? 0) - (other ?? 0)) / Math.abs(other ?? 1)];
      }),
    );
  }
}

function groundOf(evaluation: Evaluation): string | undefined {
  if (evaluation.status === 'failed') return `failed ${evaluation.failure.kind}`;
  if (evaluation.status === 'invalid') return `invalid ${evaluation.violations[0]?.rule}`;
  const [missed] = Object.entries(evaluation.violationByConstraint).toSorted(
    ([, a], [, b]) => b - a,
  );
  return missed ? `misses ${missed[0]}` : undefined;
}
