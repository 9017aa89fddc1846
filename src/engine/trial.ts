import type { Brief, Proposal } from '../contracts/proposer.ts';
import type { Judged } from '../contracts/evaluator.ts';
import { editScopeOf } from '../domain/edit-scope.ts';
import type { RunEventBody } from '../domain/event.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import type { OpenTrial } from '../domain/run-state.ts';
import type { Trial, TrialCost, TrialId } from '../domain/trial.ts';
import { type Hash, hashOf } from '../lib/hash.ts';
import { admit, variantOf } from './admit.ts';
import { doubted } from './doubt.ts';
import type { Engine } from './engine.ts';
import {
  artifactsBlob,
  judge,
  judgedAgainst,
  knownTrials,
  ranUnder,
  searchReferences,
  sizeOf,
  twinOf,
} from './judging.ts';
import { programOf, textOf } from './programs.ts';
import { screeningOf } from './screening.ts';

type Proposed = Extract<RunEventBody, { type: 'trial.proposed' }>;

/**
 * Proposes, admits and evaluates a trial whose start is in the log; resolves when its last event is durable.
 *
 * One that was proposed before the run was cut off is not proposed again.
 */
export async function runTrial(engine: Engine, id: TrialId): Promise<void> {
  const open = engine.state.openById.get(id);
  if (!open) throw new RangeError(`Trial ${id} is not open`);
  const proposed = open.proposed ?? (await propose(engine, open));
  if (proposed === undefined) return;
  const { problem, store } = engine.options;
  const program = programOf(store, proposed.programId);
  const judged = await judge(engine, program, {
    part: 'search',
    draw: 0,
    perRegime: problem.counts.search,
    // Only durable ones: what is stopped early relies on the numbers of the trial that it behaves like.
    known: engine.state.trialBySignature,
    audit: isSampled(proposed.programId),
    ...screeningOf(engine, open, { ...proposed, programSize: sizeOf(program) }),
  });
  await finish(engine, { open, proposed, program, judged });
}

/** One in so many programs is asked everything twice, whatever comes of it. */
const SAMPLED_ONE_IN = 32;

function isSampled(programId: Hash): boolean {
  return Number.parseInt(programId.slice(0, 6), 16) % SAMPLED_ONE_IN === 0;
}

async function propose(engine: Engine, open: OpenTrial): Promise<Proposed | undefined> {
  const { proposer, problem, syntax, clock } = engine.options;
  const startMs = clock.monotonicMs();
  const proposal = await proposer.propose(briefFor(engine, open), engine.evaluations.signal);
  const proposeMs = clock.monotonicMs() - startMs;
  if (proposal.kind === 'none') {
    await reject(engine, open, { ...proposal, proposeMs });
    return undefined;
  }
  const admission = admit(proposal.program, {
    seedProgram: problem.seedProgram,
    edit: problem.command?.edit,
    syntax,
    known: knownTrials(engine, engine.state.trialByCanonicalHash),
  });
  if (!admission.admitted) {
    await reject(engine, open, { ...proposal, ...admission, proposeMs });
    return undefined;
  }
  const event: Proposed = {
    type: 'trial.proposed',
    trialId: open.id,
    programId: programIdOf(proposal.program),
    canonicalHash: admission.canonicalHash,
    proposer: proposer.name,
    operators: proposal.operators,
    cost: { proposeMs, tokens: proposal.tokens, usd: proposal.usd },
  };
  await writeFirst(engine, { key: admission.canonicalHash, event }, [textOf(proposal.program)]);
  return event;
}

function briefFor(engine: Engine, { id, ask, credit }: OpenTrial): Brief {
  const { problem, store, rngSeed } = engine.options;
  const named = (trialId: TrialId): { trialId: TrialId; program: Program } => {
    const { programId } = engine.state.trialById.get(trialId) ?? {};
    if (programId === undefined) throw new RangeError(`Trial ${trialId} has not finished`);
    const program = programOf(store, programId);
    // A baseline is changed under the seed program's name.
    return {
      trialId,
      program: variantOf(problem.seedProgram, program, problem.command?.edit) ?? program,
    };
  };
  const parents = ask.parentIds.map(named);
  const donors = problem.baselines.map(({ name, program }) => ({
    trialId: `baseline:${name}`,
    program,
  }));
  return {
    problem,
    parents,
    context: [...ask.context.map(named), ...donors],
    seedProgram: problem.seedProgram,
    scope: editScopeOf(parents[0]?.program ?? problem.seedProgram, problem.command?.edit),
    mode: ask.mode,
    rngSeed: `${rngSeed}/${id}`,
    creditByOperator: credit,
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

async function reject(engine: Engine, { id }: OpenTrial, refusal: Refusal): Promise<void> {
  const { why, detail, operators, proposeMs, tokens, usd } = refusal;
  const elapsedMs = engine.elapsedMs();
  const cost: TrialCost = { proposeMs, evaluateMs: 0, tokens, usd, elapsedMs };
  await engine.journal.write([
    { type: 'trial.rejected', trialId: id, why, detail, operators, cost },
  ]);
}

interface Finished {
  readonly open: OpenTrial;
  readonly proposed: Proposed;
  readonly program: Program;
  readonly judged: Judged;
}

async function finish(engine: Engine, finished: Finished): Promise<void> {
  const { open, proposed, program, judged } = finished;
  const against = judgedAgainst(engine, judged.evaluation, searchReferences(engine));
  const { evaluation, doubt } = judged.screened
    ? { evaluation: against, doubt: undefined }
    : await doubted(engine, program, against);
  const key = evaluation.status === 'valid' ? evaluation.signature : undefined;
  const twin = key === undefined ? undefined : twinOf(engine, key, judged.screened);
  const artifacts = artifactsBlob(judged);
  const trial: Trial = {
    id: open.id,
    parentIds: open.ask.parentIds,
    programId: proposed.programId,
    proposer: proposed.proposer,
    mode: open.ask.mode,
    operators: proposed.operators,
    programSize: sizeOf(program),
    evaluation,
    ...(twin === undefined ? {} : { sameAs: twin }),
    ...(doubt === undefined ? {} : { doubt }),
    ...(judged.screened ? { screened: true } : {}),
    ...(artifacts === undefined ? {} : { artifactsId: hashOf(artifacts) }),
    tier: judged.tier,
    ...ranUnder(engine),
    cost: { ...proposed.cost, evaluateMs: judged.evaluateMs, elapsedMs: engine.elapsedMs() },
  };
  const event = { type: 'trial.finished', trialId: open.id, trial } as const;
  await writeFirst(engine, { key, event }, artifacts === undefined ? [] : [artifacts]);
}

interface FirstEvent {
  /** What the event makes known; undefined if nothing. */
  readonly key: string | undefined;
  readonly event: Extract<RunEventBody, { type: 'trial.proposed' | 'trial.finished' }>;
}

/** Writes an event that makes a program or a behaviour known: to the other trials from now on, to the fold once durable. */
async function writeFirst(
  engine: Engine,
  { key, event }: FirstEvent,
  blobs: readonly string[],
): Promise<void> {
  const first = key !== undefined && !engine.arriving.has(key);
  if (first) engine.arriving.set(key, event.trialId);
  try {
    await engine.journal.write([event], blobs);
  } finally {
    if (first) engine.arriving.delete(key);
  }
}
