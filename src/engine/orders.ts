import type { RunEventBody } from '../domain/event.ts';
import { type Program, programIdOf } from '../domain/program.ts';
import {
  changedBudget,
  type Injection,
  type Order,
  type OrderOutcome,
  type SteerCommand,
} from '../domain/steering.ts';
import type { TrialId } from '../domain/trial.ts';
import { isWithinAll, mayStartTrial } from './allowance.ts';
import { countPending, type Engine } from './engine.ts';
import { textOf } from './programs.ts';

/**
 * Takes what people and programs outside have asked for, in the order of coming: each is in the log before it counts.
 *
 * An order that is in the log already, as the run died before it could say so, is not taken again; its trial is among
 * those that were cut off, or has ended.
 *
 * @returns The trials that were brought: they are to be run.
 */
export async function takeOrders(engine: Engine): Promise<TrialId[]> {
  const { inbox } = engine.options;
  const brought: TrialId[] = [];
  for (const order of inbox?.waiting() ?? []) {
    const { takenById } = engine.state.steering;
    const isNew = !takenById.has(order.id);
    const outcome = isNew ? await outcomeOf(engine, order) : takenAs(takenById.get(order.id));
    inbox?.settle(order.id, outcome);
    if (isNew && outcome.kind === 'taken' && outcome.trialId !== undefined)
      brought.push(outcome.trialId);
  }
  return brought;
}

async function outcomeOf(engine: Engine, order: Order): Promise<OrderOutcome> {
  const why = refusalOf(engine, order.command);
  if (why !== undefined) return { kind: 'refused', why };
  const { id, by, command } = order;
  if (command.kind === 'inject') return takenAs(await inject(engine, order, command));
  await engine.journal.write([{ type: 'run.steered', order: id, by, command }]);
  return takenAs(undefined);
}

function takenAs(trialId: TrialId | undefined): OrderOutcome {
  return trialId === undefined ? { kind: 'taken' } : { kind: 'taken', trialId };
}

/** Begins a trial whose program is there: the order and the trial's start are one entry of the log. */
async function inject(
  engine: Engine,
  { id: order, by }: Order,
  command: Extract<SteerCommand, { kind: 'inject' }>,
): Promise<TrialId> {
  const { program, parentId, proposer, idea, tokens = 0, usd = 0 } = command;
  const trialId = `t${engine.asked + 1}`;
  const known: Program = program;
  const injection: Injection = {
    kind: 'inject',
    trialId,
    parentId,
    programId: programIdOf(known),
    proposer,
    ...(idea === undefined ? {} : { idea }),
    tokens,
    usd,
  };
  const ask = { kind: 'propose', parentIds: [parentId], context: [], mode: 'inject' } as const;
  const events: RunEventBody[] = [
    { type: 'run.steered', order, by, command: injection },
    { type: 'trial.started', trialId, ask, order },
  ];
  engine.asked += 1;
  countPending(engine, ask.parentIds, 1);
  await engine.journal.write(events, [textOf(known)]);
  return trialId;
}

/** Why an order cannot be taken now; undefined if it can. */
function refusalOf(engine: Engine, command: SteerCommand): string | undefined {
  const { state } = engine;
  const { steering } = state;
  switch (command.kind) {
    case 'pause':
      return steering.paused ? 'It is paused already: let it go on with "continue"' : undefined;
    case 'continue':
      return steering.paused ? undefined : 'It is not paused';
    case 'stop':
      return steering.stoppedBy === undefined ? undefined : 'It is stopped already';
    case 'pin':
      return unknownTrial(engine, command.trialId) ?? pinRefusal(engine, command.trialId);
    case 'ban':
    case 'note':
      return unknownTrial(engine, command.trialId);
    case 'release':
      return steering.markById.has(command.trialId)
        ? undefined
        : `Trial "${command.trialId}" is neither pinned nor banned: ${listed([...steering.markById.keys()], 'nothing is')}`;
    case 'inject':
      return injectionRefusal(engine, command);
    case 'budget':
      return budgetRefusal(engine, command.budget);
    case 'answer':
      return answerRefusal(engine, command);
    case 'hint':
      return undefined;
  }
}

function unknownTrial({ state }: Engine, id: TrialId): string | undefined {
  if (state.trialById.has(id)) return undefined;
  const why = state.openById.has(id) ? 'has not finished yet' : 'is none of this run';
  return `Trial "${id}" ${why}: the best is ${state.best?.id ?? 'seed'}, and "barbican log" lists them`;
}

function pinRefusal({ state }: Engine, id: TrialId): string | undefined {
  const { rank, proposer, screened } = state.trialById.get(id) ?? {};
  if (proposer === 'baseline')
    return `"${id}" is a baseline: bring it as a program of its own with "barbican propose", and pin that`;
  return rank?.status === 'valid' && !screened
    ? undefined
    : `Trial "${id}" is ${screened ? 'only screened' : rank?.status}: only a valid one can be begun at`;
}

function injectionRefusal(
  engine: Engine,
  { program, parentId }: Extract<SteerCommand, { kind: 'inject' }>,
): string | undefined {
  const { problem } = engine.options;
  const { language, main, files } = problem.seedProgram;
  const unknown = unknownTrial(engine, parentId);
  if (unknown !== undefined) return unknown;
  if (program.language !== language || program.main !== main) {
    return `The program is in ${program.language} with its entry in "${program.main}": it must be in ${language}, with the files ${Object.keys(files).join(', ')}`;
  }
  if (engine.searched || engine.state.steering.stoppedBy !== undefined)
    return 'The search has ended, and its claim is being confirmed';
  return mayStartTrial(engine)
    ? undefined
    : 'The budget of the search is used (a tenth is kept for the claim): give a larger one with "budget"';
}

function budgetRefusal(
  { state }: Engine,
  change: Extract<SteerCommand, { kind: 'budget' }>['budget'],
): string | undefined {
  const named = Object.values(change).filter((limit) => limit !== undefined);
  if (named.length === 0) return 'It names no limit: such as 10m or trials=500';
  const { trials, evaluations, wallMs, evaluationSeconds, tokens, usd } = state.spend;
  const used = { trials, evaluations, wallMs, evaluationSeconds, tokens, usd };
  return isWithinAll(changedBudget(state.budget, change), used)
    ? undefined
    : `More than that is used already (${trials} trials, ${Math.round(wallMs / 1000)} s): to end the search, use "stop"`;
}

function answerRefusal(
  { state }: Engine,
  { questionId, answer }: Extract<SteerCommand, { kind: 'answer' }>,
): string | undefined {
  const { questions } = state.steering;
  const question = questions.get(questionId);
  if (!question)
    return `There is no question "${questionId}": ${listed([...questions.keys()], 'none was asked')}`;
  if (question.answer !== undefined) return `It is answered already: ${question.answer}`;
  return question.choices.includes(answer)
    ? undefined
    : `"${answer}" is no answer to it: ${question.choices.join(' or ')}`;
}

function listed(names: readonly string[], none: string): string {
  return names.length === 0 ? none : `there are ${names.join(', ')}`;
}
