import type { Brief, Proposal } from '../contracts/proposer.ts';
import type { Judged } from '../contracts/evaluator.ts';
import { editScopeOf } from '../domain/edit-scope.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { RunEventBody } from '../domain/event.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import { quarantineOf } from '../domain/quarantine.ts';
import type { OpenTrial } from '../domain/run-state.ts';
import type { Injection } from '../domain/steering.ts';
import type { Doubt, Trial, TrialCost, TrialId } from '../domain/trial.ts';
import { type Hash, hashOf } from '../lib/hash.ts';
import { admit, variantOf } from './admit.ts';
import { dossierFor } from './dossier.ts';
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
import { fail } from './stopped.ts';
import { withinTime } from './time-up.ts';

type Proposed = Extract<RunEventBody, { type: 'trial.proposed' }>;

/**
 * Proposes, admits and evaluates a trial whose start is in the log; resolves when its last event is durable.
 *
 * One that was proposed before the run was cut off is not proposed again.
 */
export async function runTrial(engine: Engine, id: TrialId): Promise<void> {
  const open = engine.state.openById.get(id);
  if (!open) throw new RangeError(`Trial ${id} is not open`);
  const made = logged(engine, open) ?? (await propose(engine, open));
  if (made === undefined) return;
  const { proposed, program } = made;
  engine.evaluating.add(id);
  engine.news.ring();
  const { problem } = engine.options;
  const judging = judge(engine, program, {
    part: 'search',
    draw: 0,
    perRegime: problem.counts.search,
    // Only durable ones: what is stopped early relies on the numbers of the trial that it behaves like.
    known: engine.state.trialBySignature,
    audit: isSampled(proposed.programId),
    ...screeningOf(engine, open, { ...proposed, programSize: sizeOf(program) }),
  });
  // The disk is not waited for: a program whose proposal is lost is proposed again. One that fails is told at once.
  made.durable.catch((error: unknown) => fail(engine, error));
  const [judged, durable] = await Promise.allSettled([judging, made.durable]);
  // Both have ended: a judge that nobody waits for would still be at work when the run is over.
  if (durable.status === 'rejected') throw durable.reason;
  if (judged.status === 'rejected') throw judged.reason;
  await finish(engine, { open, proposed, program, judged: judged.value });
}

/** A program that was proposed. */
interface Made {
  readonly proposed: Proposed;
  readonly program: Program;
  /** Resolves when the proposal is in the log. */
  readonly durable: Promise<void>;
}

/** What was proposed before the run was cut off. */
function logged({ options }: Engine, { proposed }: OpenTrial): Made | undefined {
  if (!proposed) return undefined;
  const program = programOf(options.store, proposed.programId);
  return { proposed, program, durable: Promise.resolve() };
}

/** One in so many programs is asked everything twice, whatever comes of it. */
const SAMPLED_ONE_IN = 32;

function isSampled(programId: Hash): boolean {
  return Number.parseInt(programId.slice(0, 6), 16) % SAMPLED_ONE_IN === 0;
}

async function propose(engine: Engine, open: OpenTrial): Promise<Made | undefined> {
  const made = await proposalEvent(engine, open);
  if (made.program === undefined) {
    await engine.journal.write([made.event]);
    return undefined;
  }
  const { event, program } = made;
  const durable = writeFirst(engine, { key: event.canonicalHash, event }, [textOf(program)]);
  return { proposed: event, program, durable };
}

/** What comes of asking the proposer: a program, or a rejection. */
export type ProposalEvent =
  | { readonly event: Proposed; readonly program: Program }
  | { readonly event: Refused; readonly program?: undefined };

/** Asks the proposer and admits what it gives; nothing is written. */
export async function proposalEvent(engine: Engine, open: OpenTrial): Promise<ProposalEvent> {
  const { proposer, problem, syntax, clock } = engine.options;
  const startMs = clock.monotonicMs();
  const proposal = open.injection
    ? brought(engine, open.injection)
    : await withinTime(engine, (signal) => proposer.propose(briefFor(engine, open), signal));
  const proposeMs = clock.monotonicMs() - startMs;
  if (proposal.kind === 'none') {
    return { event: refused(engine, open, { ...proposal, proposal, proposeMs }) };
  }
  const admission = admit(proposal.program, {
    seedProgram: problem.seedProgram,
    edit: problem.command?.edit,
    syntax,
    known: knownTrials(engine, engine.state.trialByCanonicalHash),
  });
  if (!admission.admitted) {
    return { event: refused(engine, open, { ...admission, proposal, proposeMs }) };
  }
  const event: Proposed = {
    type: 'trial.proposed',
    trialId: open.id,
    programId: programIdOf(proposal.program),
    canonicalHash: admission.canonicalHash,
    ...madeBy(proposal),
    proposer: proposal.proposer ?? proposer.name,
    cost: { proposeMs, ...costOf(proposal) },
  };
  return { event, program: proposal.program };
}

/** What somebody outside proposed: it is in the log. */
function brought({ options }: Engine, injection: Injection): Proposal {
  const { programId, proposer, idea, tokens, usd } = injection;
  const program = programOf(options.store, programId);
  return {
    kind: 'program',
    program,
    proposer,
    operators: [],
    tokens,
    usd,
    ...(idea === undefined ? {} : { idea }),
  };
}

/** What both events about a proposal say of how it was made. */
function madeBy({
  operators,
  proposer,
  arm,
  idea,
}: Proposal): Pick<Refused, 'operators' | 'proposer' | 'arm' | 'idea'> {
  return {
    operators,
    ...(proposer === undefined ? {} : { proposer }),
    ...(arm === undefined ? {} : { arm }),
    ...(idea === undefined ? {} : { idea }),
  };
}

function costOf({ tokens, usd, spend }: Proposal): Omit<Proposed['cost'], 'proposeMs'> {
  return { tokens, usd, ...(spend === undefined ? {} : { spend }) };
}

/** What a proposer is told of a trial that is open. */
function briefFor(engine: Engine, open: OpenTrial): Brief {
  const { id, ask, credit, proposing } = open;
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
    arms: proposing.arms,
    dossier: once(() => dossierFor(engine, open)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

type Refused = Extract<RunEventBody, { type: 'trial.rejected' }>;

interface Refusal extends Pick<Refused, 'why' | 'detail'> {
  readonly proposal: Proposal;
  readonly proposeMs: number;
}

function refused(engine: Engine, { id }: OpenTrial, refusal: Refusal): Refused {
  const { why, detail, proposal, proposeMs } = refusal;
  const elapsedMs = engine.elapsedMs();
  const cost: TrialCost = { proposeMs, evaluateMs: 0, ...costOf(proposal), elapsedMs };
  return { type: 'trial.rejected', trialId: id, why, detail, ...madeBy(proposal), cost };
}

/** A trial and what the judge says of it. */
interface Judging {
  readonly open: OpenTrial;
  readonly proposed: Proposed;
  readonly program: Program;
  readonly judged: Judged;
}

/** The same with what counts of it. */
interface Finished extends Judging {
  readonly evaluation: Evaluation;
  readonly doubt?: Doubt;
}

async function finish(engine: Engine, judging: Judging): Promise<void> {
  const { judged, program } = judging;
  const against = judgedAgainst(engine, judged.evaluation, searchReferences(engine));
  const counts = judged.screened
    ? { evaluation: against }
    : await doubted(engine, program, against);
  const trial = finishedTrial(engine, { ...judging, ...counts });
  const { evaluation } = trial;
  const key = evaluation.status === 'valid' ? evaluation.signature : undefined;
  const event = { type: 'trial.finished', trialId: trial.id, trial } as const;
  const artifacts = artifactsBlob(judged);
  await writeFirst(engine, { key, event }, artifacts === undefined ? [] : [artifacts]);
  await askOfQuarantine(engine, trial);
}

/** A person can tell whether a score beyond a bound is a hole in the judgement or a bound that is wrong. */
async function askOfQuarantine(engine: Engine, { id, evaluation }: Trial): Promise<void> {
  const against = quarantineOf(evaluation);
  if (against === undefined) return;
  const question = {
    questionId: `quarantine:${id}`,
    text: `${id} is in quarantine, as it breaks "${against.rule}" in regime "${against.regime}": ${against.detail}. Is the rule right, so that the judgement has a hole?`,
    choices: ['yes', 'no'],
  };
  await engine.journal.write([{ type: 'question.asked', question }]);
}

/** A judged trial as it is logged. */
export function finishedTrial(engine: Engine, finished: Finished): Trial {
  const { open, proposed, program, judged, evaluation, doubt } = finished;
  const twin =
    evaluation.status === 'valid'
      ? twinOf(engine, evaluation.signature, judged.screened)
      : undefined;
  const artifacts = artifactsBlob(judged);
  return {
    id: open.id,
    parentIds: open.ask.parentIds,
    programId: proposed.programId,
    proposer: proposed.proposer,
    mode: open.ask.mode,
    operators: proposed.operators,
    ...(proposed.arm === undefined ? {} : { arm: proposed.arm }),
    ...(proposed.idea === undefined ? {} : { idea: proposed.idea }),
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
