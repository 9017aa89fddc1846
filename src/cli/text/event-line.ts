import type { Evaluation } from '../../domain/evaluation.ts';
import type { Claim, RunEvent } from '../../domain/event.ts';
import { textFromBudget } from '../../domain/budget-text.ts';
import { quarantineOf } from '../../domain/quarantine.ts';
import { numberText, plainText } from './format.ts';
import { commandText, questionText } from './steering-text.ts';

/**
 * One event as one line for a person: number, time since the run began, type, and what matters of it.
 *
 * @param startMs `atMs` of the first event.
 */
export function eventLine(event: RunEvent, startMs: number): string {
  const time = `+${((event.atMs - startMs) / 1000).toFixed(2)}`;
  const line = `${String(event.seq).padStart(6)} ${time.padStart(9)} s  ${event.type}  ${detailOf(event)}`;
  // Errors hold what programs said: a terminal is not to obey it.
  return plainText(line.replaceAll(/\s*\n\s*/gu, ' ')).trimEnd();
}

function detailOf(event: RunEvent): string {
  switch (event.type) {
    case 'run.started':
      return `${event.problem.name}, budget ${textFromBudget(event.budget)}, strategy ${event.strategy.name}, sandbox ${event.tier}, random seed ${event.rngSeed}`;
    case 'run.resumed':
      return `budget ${textFromBudget(event.budget)}, sandbox ${event.tier}`;
    case 'reference.finished':
    case 'trial.finished': {
      const { screened, evaluation } = event.trial;
      return `${event.trialId} ${screened ? 'only screened, ' : ''}${evaluationText(evaluation)}`;
    }
    case 'trial.started':
      return `${event.trialId} ${event.ask.mode} ${event.ask.parentIds.join(', ')}`;
    case 'trial.proposed':
      return `${event.trialId} ${proposedText(event)}`;
    case 'trial.rejected':
      return `${event.trialId} ${event.why}: ${event.detail}`;
    case 'run.steered':
      return `${event.by}: ${commandText(event.command)}`;
    case 'question.asked':
      return questionText(event.question);
    case 'sentinel.finished':
      return `${event.sentinel.verdict} after ${event.sentinel.afterTrials} trials ${event.sentinel.detail}`;
    case 'selection.finished':
      return event.ranking.map(({ trialId }) => trialId).join(' > ');
    case 'claim.confirmed':
    case 'holdout.opened':
      return claimText(event.claim);
    case 'run.ended':
      return `${event.why}: ${event.detail}`;
  }
}

/** Who made it, how, at which price. */
function proposedText({
  proposer,
  operators,
  idea,
  cost,
}: Extract<RunEvent, { type: 'trial.proposed' }>): string {
  const how = operators.join(' + ');
  if (cost.spend === undefined) return how;
  return `${proposer} ${how}, ${cost.tokens} tokens, ${cost.usd.toPrecision(3)} $: ${idea ?? ''}`;
}

function claimText({ trialId, verdict, why }: Claim): string {
  return `${trialId} ${verdict}: ${why}`;
}

function evaluationText(evaluation: Evaluation): string {
  switch (evaluation.status) {
    case 'valid': {
      const metrics = Object.entries(evaluation.metrics).map(
        ([name, value]) => `${name} ${numberText(value)}`,
      );
      return `${evaluation.partial ? 'known behaviour, ' : ''}${metrics.join(', ')}`;
    }
    case 'invalid': {
      const [first] = evaluation.violations;
      const what = quarantineOf(evaluation) ? 'in quarantine' : 'invalid';
      return `${what}: ${first?.rule} in ${first?.regime}: ${first?.detail}`;
    }
    case 'failed':
      return `failed: ${evaluation.failure.kind}: ${evaluation.failure.detail}`;
  }
}
