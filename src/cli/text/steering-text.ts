import { textFromBudget } from '../../domain/budget-text.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { Question, TakenCommand } from '../../domain/steering.ts';
import type { Tally } from '../../domain/tally.ts';
import { plainText, tableOf } from './format.ts';

/** A command that was taken, as one line for a person. */
export function commandText(command: TakenCommand): string {
  switch (command.kind) {
    case 'hint':
      return `hint: ${command.text}`;
    case 'pin':
    case 'ban':
      return `${command.kind} ${command.trialId}${command.lineage ? ' and all that comes of it' : ''}`;
    case 'release':
      return `release ${command.trialId}`;
    case 'inject':
      return `inject ${command.trialId} by ${command.proposer}, as a child of ${command.parentId}${command.idea === undefined ? '' : `: ${command.idea}`}`;
    case 'budget':
      return `budget ${textFromBudget(command.budget)}`;
    case 'answer':
      return `answer to ${command.questionId}: ${command.answer}`;
    case 'note':
      return `note on ${command.trialId}: ${command.text}`;
    case 'pause':
    case 'continue':
    case 'stop':
      return command.kind;
  }
}

/** A question with how to answer it. */
export function questionText({ questionId, text, choices }: Question): string {
  // It tells what a program did, in its own words perhaps.
  return plainText(`${questionId}: ${text} (${choices.join(' or ')})`);
}

/** How people steered the run, and what came of what they said; empty if nobody did. */
export function steeringLines({ steering, proposing }: RunState): string[] {
  const { hints, markById, notes, questions, paused } = steering;
  const lines = [
    ...(paused ? ['It is paused.'] : []),
    ...[...questions.values()].map((question) =>
      question.answer === undefined
        ? `It asks ${questionText(question)}`
        : plainText(`It asked ${question.text} ${question.by} said: ${question.answer}`),
    ),
    ...[...markById].map(([id, { kind, lineage }]) => {
      const whole = lineage ? ' and all that comes of it' : '';
      return `${kind === 'pin' ? 'Pinned' : 'Banned'}: ${id}${whole}`;
    }),
    ...notes.map(({ trialId, by, text }) => `${trialId}, ${by}: ${text}`),
  ];
  if (hints.length === 0) return lines;
  const row = (name: string, tally: Tally | undefined): string[] => {
    const { trials = 0, valid = 0, betters = 0, bests = 0 } = tally ?? {};
    const share = (count: number): string =>
      trials === 0 ? '-' : `${Math.round((100 * count) / trials)} %`;
    return [name, String(trials), share(valid), share(betters), String(bests)];
  };
  const rows = ['before any hint', ...hints.map(({ by, text }) => `${by}: ${text}`)].map(
    (name, count) => row(name, proposing.byHints[count]),
  );
  return [
    ...lines,
    'Hints, and the trials that were asked for from each on until the next:',
    ...tableOf([['hint', 'trials', 'valid', 'better than parent', 'best'], ...rows]),
  ];
}
