import type { Judged } from '../contracts/evaluator.ts';
import { ConfigError } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import type { Trial, TrialId } from '../domain/trial.ts';
import { hashOf } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import { variantOf } from './admit.ts';
import type { Engine } from './engine.ts';
import {
  artifactsBlob,
  judge,
  judgedAgainst,
  ranUnder,
  searchReferences,
  sizeOf,
} from './judging.ts';
import { textOf } from './programs.ts';
import { mapAtMost } from './settle.ts';

interface Reference {
  readonly id: TrialId;
  readonly name: string;
  readonly kind: 'seed' | 'baseline';
  readonly program: Program;
}

/** Writes how the run begins or goes on, and judges the seed program and the baselines if that was not done. */
export async function* begin(engine: Engine): AsyncGenerator<RunEvent, void> {
  await engine.journal.write([opening(engine)]);
  yield* engine.journal.drain();
  if (engine.options.signal.aborted) return;
  const limits = { limit: engine.options.concurrency, others: engine.evaluations };
  const judged = await mapAtMost(missingReferences(engine), limits, async (reference) => ({
    reference,
    judged: await judgeReference(engine, reference),
  }));
  const own = judged.flatMap(({ reference: { name, kind }, judged: { evaluation } }) =>
    kind === 'baseline' ? [[name, evaluation] as const] : [],
  );
  const baselines = { ...searchReferences(engine), ...Object.fromEntries(own) };
  for (const { reference, judged: result } of judged) {
    const evaluation = judgedAgainst(engine, result.evaluation, baselines);
    await writeReference(engine, reference, { ...result, evaluation });
    yield* engine.journal.drain();
  }
}

/** The baselines, then the seed program, without those that the log knows. */
function missingReferences({ options, state }: Engine): Reference[] {
  const { seedProgram, baselines } = options.problem;
  const references: Reference[] = [
    ...baselines.map(({ name, program }) => {
      const id = `baseline:${name}`;
      return { id, name, kind: 'baseline' as const, program };
    }),
    { id: 'seed', name: 'seed', kind: 'seed', program: seedProgram },
  ];
  return references.filter(({ id }) => !state.referenceById.has(id));
}

function opening(engine: Engine): RunEventBody {
  const { options, state } = engine;
  const { budget, concurrency, tier } = options;
  const conditions = options.conditions ? { conditions: options.conditions } : {};
  const data = options.dataPath === undefined ? {} : { dataPath: options.dataPath };
  if (state.started) {
    const { proposers } = options;
    const asBefore = canonicalJson(proposers ?? null) === canonicalJson(state.proposers ?? null);
    const changed = proposers === undefined || asBefore ? {} : { proposers };
    return {
      type: 'run.resumed',
      budget,
      concurrency,
      tier,
      ...conditions,
      ...data,
      ...changed,
    };
  }
  return {
    type: 'run.started',
    runId: options.runId,
    barbicanVersion: options.barbicanVersion,
    problemPath: options.problemPath,
    ...data,
    problem: options.problem,
    budget,
    rngSeed: options.rngSeed,
    concurrency,
    tier,
    tierNotice: options.tierNotice,
    ...conditions,
    ...(options.screening ? { screening: true } : {}),
    secretHash: options.secretHash,
    strategy: { name: options.strategy.name, options: options.strategyOptions },
    proposers: options.proposers ?? [{ name: options.proposer.name, options: {} }],
  };
}

async function judgeReference(engine: Engine, reference: Reference): Promise<Judged> {
  const perRegime = engine.options.problem.counts.search;
  const judged = await judge(engine, reference.program, {
    part: 'search',
    draw: 0,
    perRegime,
    known: new Set(),
    audit: true,
  });
  const { evaluation } = judged;
  if (evaluation.status === 'failed') {
    const { kind, detail, regime } = evaluation.failure;
    throw new ConfigError(
      `Cannot start as ${called(reference)} failed${regime ? ` in regime "${regime}"` : ''}: ${kind}: ${detail}`,
    );
  }
  if (evaluation.status === 'invalid') {
    const [first] = evaluation.violations;
    throw new ConfigError(
      `Cannot start as ${called(reference)} breaks "${first?.rule}" in regime "${first?.regime}": ${first?.detail}`,
    );
  }
  return judged;
}

function called({ kind, name }: Reference): string {
  return kind === 'seed' ? 'the seed program' : `baseline "${name}"`;
}

async function writeReference(
  engine: Engine,
  { id, kind, program }: Reference,
  judged: Judged,
): Promise<void> {
  const artifacts = artifactsBlob(judged);
  const trial: Trial = {
    id,
    parentIds: [],
    programId: programIdOf(program),
    proposer: kind,
    mode: kind,
    operators: [],
    programSize: sizeOf(program),
    evaluation: judged.evaluation,
    ...(artifacts === undefined ? {} : { artifactsId: hashOf(artifacts) }),
    tier: judged.tier,
    ...ranUnder(engine),
    cost: {
      proposeMs: 0,
      evaluateMs: judged.evaluateMs,
      tokens: 0,
      usd: 0,
      elapsedMs: engine.elapsedMs(),
    },
  };
  const { problem, syntax } = engine.options;
  // Under the name that a copy of it would have.
  const variant = variantOf(problem.seedProgram, program, problem.command?.edit);
  const canonicalHash = syntax.canonicalHash(variant ?? program);
  await engine.journal.write(
    [{ type: 'reference.finished', trialId: id, canonicalHash, trial }],
    [textOf(program), ...(artifacts === undefined ? [] : [artifacts])],
  );
}
