import type { Budget } from './budget.ts';
import type { CreditByOperator } from './credit.ts';
import type { RunEvent } from './event.ts';
import type { ProposingThen } from './proposing.ts';
import {
  changedBudget,
  type Hint,
  type Injection,
  type Steering,
  takeCommand,
} from './steering.ts';
import type { Ask, TrialId } from './trial.ts';

/** A trial that was asked for and is not finished. */
export interface OpenTrial {
  readonly id: TrialId;
  readonly ask: Extract<Ask, { kind: 'propose' }>;
  /** The credit of the operators when it was asked: the proposer gets the same again. */
  readonly credit: CreditByOperator;
  /** What was known of proposing when it was asked. */
  readonly proposing: ProposingThen;
  readonly proposed: Extract<RunEvent, { type: 'trial.proposed' }> | undefined;
  /** What people had said by then. */
  readonly hints: readonly Hint[];
  /** What was brought from outside, if it was. */
  readonly injection: Injection | undefined;
}

/** The part of a run's state that people change. */
interface Steered {
  budget: Budget;
  readonly steering: Steering;
  injection: Injection | undefined;
}

/** Changes `state` to what it is after somebody outside asked for something, or was asked. */
export function applySteered(
  state: Steered,
  event: Extract<RunEvent, { type: 'run.steered' | 'question.asked' }>,
): void {
  if (event.type === 'question.asked') {
    state.steering.questions.set(event.question.questionId, event.question);
    return;
  }
  const { order, by, command } = event;
  takeCommand(state.steering, order, by, command);
  if (command.kind === 'inject') state.injection = command;
  if (command.kind === 'budget') state.budget = changedBudget(state.budget, command.budget);
}

/** What people say to a trial that begins, and the program that they brought for it. */
export function broughtTo(
  state: Steered,
  order: string | undefined,
): Pick<OpenTrial, 'hints' | 'injection'> {
  const { hints } = state.steering;
  if (order === undefined) return { hints, injection: undefined };
  const { injection } = state;
  state.injection = undefined;
  return { hints, injection };
}
