import { ContractError } from '../domain/errors.ts';
import type { Ask, TrialId } from '../domain/trial.ts';
import { mayStartTrial } from './allowance.ts';
import { chooseNext } from './choose.ts';
import type { Engine } from './engine.ts';

/** A trial that the strategy asks for. */
export interface NewTrial {
  readonly kind: 'propose';
  readonly id: TrialId;
  readonly ask: Extract<Ask, { kind: 'propose' }>;
}

/** Why no more trials are asked for. */
export interface Stop {
  readonly kind: 'stop';
  readonly why: 'budget' | 'strategy' | 'stopped';
  readonly detail: string;
}

/**
 * What is to be done with a free place: a trial, nothing until something under way has ended, or nothing any more.
 *
 * The budget stops a search only when nothing is under way: what is may use less than was put by for it.
 *
 * @throws {ContractError} If the strategy names a trial that has not finished, or waits for nothing.
 */
export function nextTrial(engine: Engine): NewTrial | Stop | { readonly kind: 'wait' } {
  const { strategy } = engine.options;
  const idle = engine.inFlight.size === 0;
  const steered = steeredNext(engine, idle);
  if (steered) return steered;
  if (!mayStartTrial(engine)) {
    return idle ? { kind: 'stop', why: 'budget', detail: 'The budget is used' } : { kind: 'wait' };
  }
  if (engine.options.waits) return { kind: 'wait' };
  const id = `t${engine.asked + 1}`;
  const ask = chooseNext(engine, id);
  if (ask.kind === 'stop') return { kind: 'stop', why: 'strategy', detail: ask.why };
  if (ask.kind === 'wait' && idle) {
    throw new ContractError(`Strategy "${strategy.name}" waits while no trial is under way`);
  }
  if (ask.kind === 'wait') return ask;
  checkAsk(engine, ask);
  return { kind: 'propose', id, ask };
}

/** What people want; undefined if they let the search go on. */
function steeredNext(
  { state }: Engine,
  idle: boolean,
): Stop | { readonly kind: 'wait' } | undefined {
  const { stoppedBy, paused } = state.steering;
  if (stoppedBy === undefined) return paused ? { kind: 'wait' } : undefined;
  const detail = `${stoppedBy} wanted no more trials`;
  return idle ? { kind: 'stop', why: 'stopped', detail } : { kind: 'wait' };
}

function checkAsk(engine: Engine, { parentIds, context }: NewTrial['ask']): void {
  const { name } = engine.options.strategy;
  if (parentIds.length === 0) {
    throw new ContractError(`Strategy "${name}" asked for a trial without a parent`);
  }
  const unknown = [...parentIds, ...context].find((id) => !engine.state.trialById.has(id));
  if (unknown !== undefined) {
    throw new ContractError(`Strategy "${name}" named trial "${unknown}", which has not finished`);
  }
}
