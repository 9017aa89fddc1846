import type { Credit, Brief, Proposal } from '../contracts/proposer.ts';
import type { Judged } from '../contracts/evaluator.ts';
import { withDegrees } from '../domain/degrees.ts';
import { editScopeOf } from '../domain/edit-scope.ts';
import { ContractError } from '../domain/errors.ts';
import type { RunEventBody } from '../domain/event.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import type { Ask, Trial, TrialCost, TrialId } from '../domain/trial.ts';
import { canonicalJson } from '../lib/json.ts';
import { hashOf } from '../lib/hash.ts';
import { admit } from './admit.ts';
import type { Engine } from './engine.ts';
import { programOf, textOf } from './programs.ts';

/** One trial that is to be run: asked for, and perhaps proposed already before the run was cut off. */
export interface TrialTask {
  readonly id: TrialId;
  readonly ask: Extract<Ask, { kind: 'propose' }>;
  readonly creditByOperator: Readonly<Record<string, Credit>>;
  readonly proposed: Extract<RunEventBody, { type: 'trial.proposed' }> | undefined;
  /** Whether its start is in the log already. */
  readonly resumed: boolean;
}

/** Proposes, admits and evaluates one trial; resolves when its last event is durable. */
export async function runTrial(engine: Engine, task: TrialTask): Promise<void> {
  const proposed = task.proposed ?? (await propose(engine, task));
  if (proposed === undefined) return;
  const program = programOf(engine.options.store, proposed.programId);
  const { search } = engine.options.problem.counts;
  const judged = await engine.options.evaluator.evaluate(
    program,
    { part: 'search', draw: 0, perRegime: search, known: engine.state.trialBySignature },
    engine.evaluations.signal,
  );
  await finish(engine, { task, proposed, program, judged });
}

/** The evaluation with constraints judged against the baselines on the same workloads. */
export function judgedAgainst(
  engine: Engine,
  evaluation: Evaluation,
  references: Readonly<Record<string, Evaluation>>,
): Evaluation {
  return withDegrees(engine.options.problem, evaluation, references);
}

/** The search evaluations of the baselines, by name. */
export function searchReferences(engine: Engine): Readonly<Record<string, Evaluation>> {
  return Object.fromEntries(
    engine.options.problem.baselines.flatMap(({ name }) => {
      const trial = engine.state.referenceById.get(`baseline:${name}`);
      return trial ? [[name, trial.evaluation] as const] : [];
    }),
  );
}

/** The blob with what a program printed, or none. */
export function artifactsBlob(judged: Judged): string | undefined {
  const { stdout, stderr } = judged.artifacts;
  return stdout === '' && stderr === '' ? undefined : canonicalJson(judged.artifacts);
}

type Proposed = Extract<RunEventBody, { type: 'trial.proposed' }>;

async function propose(engine: Engine, task: TrialTask): Promise<Proposed | undefined> {
  const { proposer, problem, syntax, clock } = engine.options;
  const startMs = clock.monotonicMs();
  const proposal = await proposer.propose(briefFor(engine, task), engine.evaluations.signal);
  const proposeMs = clock.monotonicMs() - startMs;
  if (proposal.kind === 'none') {
    await reject(engine, task, { ...proposal, proposeMs });
    return undefined;
  }
  const admission = admit(proposal.program, {
    seedProgram: problem.seedProgram,
    syntax,
    known: engine.admitted,
  });
  if (!admission.admitted) {
    await reject(engine, task, { ...proposal, ...admission, proposeMs });
    return undefined;
  }
  engine.admitted.set(admission.canonicalHash, task.id);
  const event: Proposed = {
    type: 'trial.proposed',
    trialId: task.id,
    programId: programIdOf(proposal.program),
    canonicalHash: admission.canonicalHash,
    proposer: proposer.name,
    operators: proposal.operators,
    cost: { proposeMs, tokens: proposal.tokens, usd: proposal.usd },
  };
  await engine.write([event], [textOf(proposal.program)]);
  return event;
}

function briefFor(engine: Engine, { id, ask, creditByOperator }: TrialTask): Brief {
  const { problem, store, rngSeed } = engine.options;
  const named = (trialId: TrialId): { trialId: TrialId; program: Program } => {
    const trial = engine.state.trialById.get(trialId);
    if (!trial) throw new ContractError(`The strategy named trial "${trialId}", which is unknown`);
    return { trialId, program: programOf(store, trial.programId) };
  };
  const parents = ask.parentIds.map(named);
  const donors = problem.baselines.map(({ name, program }) => ({
    trialId: `baseline:${name}`,
    program,
  }));
  const main = parents[0]?.program ?? problem.seedProgram;
  return {
    problem,
    parents,
    context: [...ask.context.map(named), ...donors],
    seedProgram: problem.seedProgram,
    scope: editScopeOf(main),
    mode: ask.mode,
    rngSeed: `${rngSeed}/${id}`,
    creditByOperator,
  };
}

interface Refusal {
  readonly why: Extract<RunEventBody, { type: 'trial.rejected' }>['why'];
  readonly detail: string;
  readonly operators: Proposal['operators'];
  readonly proposeMs: number;
  readonly tokens: number;
  readonly usd: number;
}

async function reject(engine: Engine, task: TrialTask, refusal: Refusal): Promise<void> {
  const { why, detail, operators, proposeMs, tokens, usd } = refusal;
  const cost: TrialCost = {
    proposeMs,
    evaluateMs: 0,
    tokens,
    usd,
    elapsedMs: engine.elapsedMs(),
  };
  await engine.write([{ type: 'trial.rejected', trialId: task.id, why, detail, operators, cost }]);
}

interface Finished {
  readonly task: TrialTask;
  readonly proposed: Proposed;
  readonly program: Program;
  readonly judged: Judged;
}

async function finish(
  engine: Engine,
  { task, proposed, program, judged }: Finished,
): Promise<void> {
  const evaluation = judgedAgainst(engine, judged.evaluation, searchReferences(engine));
  const twin =
    evaluation.status === 'valid'
      ? engine.state.trialBySignature.get(evaluation.signature)
      : undefined;
  if (evaluation.status === 'valid' && twin === undefined) {
    engine.state.trialBySignature.set(evaluation.signature, task.id);
  }
  const artifacts = artifactsBlob(judged);
  const trial: Trial = {
    id: task.id,
    parentIds: task.ask.parentIds,
    programId: proposed.programId,
    proposer: proposed.proposer,
    mode: task.ask.mode,
    operators: proposed.operators,
    programSize: sizeOf(program),
    evaluation,
    ...(twin === undefined ? {} : { sameAs: twin }),
    ...(artifacts === undefined ? {} : { artifactsId: hashOf(artifacts) }),
    tier: judged.tier,
    cost: {
      ...proposed.cost,
      evaluateMs: judged.evaluateMs,
      elapsedMs: engine.elapsedMs(),
    },
  };
  await engine.write(
    [{ type: 'trial.finished', trialId: task.id, trial }],
    artifacts === undefined ? [] : [artifacts],
  );
}

/** The length of a program's text, in characters. */
export function sizeOf(program: Program): number {
  return Object.values(program.files).reduce((sum, text) => sum + text.length, 0);
}
