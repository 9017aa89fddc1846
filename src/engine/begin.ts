import type { Judged } from '../contracts/evaluator.ts';
import { ConfigError } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import type { Trial } from '../domain/trial.ts';
import { hashOf } from '../lib/hash.ts';
import { type Engine } from './engine.ts';
import { textOf } from './programs.ts';
import { mapAtMost } from './settle.ts';
import { artifactsBlob, judgedAgainst, searchReferences, sizeOf } from './trial.ts';

interface Reference {
  readonly id: string;
  readonly kind: 'seed' | 'baseline';
  readonly program: Program;
}

/** Writes how the run begins or goes on, and judges the seed program and the baselines if that was not done. */
export async function* begin(engine: Engine): AsyncGenerator<RunEvent, void> {
  await engine.write([opening(engine)]);
  yield* engine.drain();
  const { seedProgram, baselines } = engine.options.problem;
  const references: Reference[] = [
    ...baselines.map(({ name, program }) => ({
      id: `baseline:${name}`,
      kind: 'baseline' as const,
      program,
    })),
    { id: 'seed', kind: 'seed' as const, program: seedProgram },
  ];
  const missing = references.filter(({ id }) => !engine.state.referenceById.has(id));
  const judged = await mapAtMost(missing, engine.options.concurrency, async (reference) => ({
    reference,
    judged: await judgeReference(engine, reference),
  }));
  const own = Object.fromEntries(
    judged
      .filter(({ reference }) => reference.kind === 'baseline')
      .map(({ reference, judged: { evaluation } }) => [
        reference.id.slice('baseline:'.length),
        evaluation,
      ]),
  );
  const all = { ...searchReferences(engine), ...own };
  for (const { reference, judged: result } of judged) {
    const evaluation = judgedAgainst(engine, result.evaluation, all);
    await writeReference(engine, reference, { ...result, evaluation });
    yield* engine.drain();
  }
}

function opening(engine: Engine): RunEventBody {
  const { options, state } = engine;
  const { budget, concurrency, tier } = options;
  if (state.started) return { type: 'run.resumed', budget, concurrency, tier };
  return {
    type: 'run.started',
    runId: options.runId,
    barbicanVersion: options.barbicanVersion,
    problemPath: options.problemPath,
    problem: options.problem,
    budget,
    rngSeed: options.rngSeed,
    concurrency,
    tier,
    tierNotice: options.tierNotice,
    secretHash: options.secretHash,
    strategy: { name: options.strategy.name, options: options.strategyOptions },
    proposers: [{ name: options.proposer.name, options: {} }],
  };
}

async function judgeReference(engine: Engine, { id, program }: Reference): Promise<Judged> {
  const { evaluator, problem } = engine.options;
  const judged = await evaluator.evaluate(
    program,
    { part: 'search', draw: 0, perRegime: problem.counts.search, known: new Set() },
    engine.evaluations.signal,
  );
  if (judged.evaluation.status === 'failed') {
    const { kind, detail, regime } = judged.evaluation.failure;
    throw new ConfigError(
      `Cannot start as ${nameOf(id)} failed${regime ? ` in regime "${regime}"` : ''}: ${kind}: ${detail}`,
    );
  }
  if (judged.evaluation.status === 'invalid') {
    const [first] = judged.evaluation.violations;
    throw new ConfigError(
      `Cannot start as ${nameOf(id)} breaks "${first?.rule}" in regime "${first?.regime}": ${first?.detail}`,
    );
  }
  return judged;
}

function nameOf(id: string): string {
  return id === 'seed' ? 'the seed program' : `baseline "${id.slice('baseline:'.length)}"`;
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
    cost: {
      proposeMs: 0,
      evaluateMs: judged.evaluateMs,
      tokens: 0,
      usd: 0,
      elapsedMs: engine.elapsedMs(),
    },
  };
  const canonicalHash = engine.options.syntax.canonicalHash(program);
  await engine.write(
    [{ type: 'reference.finished', trialId: id, canonicalHash, trial }],
    [textOf(program), ...(artifacts === undefined ? [] : [artifacts])],
  );
}
