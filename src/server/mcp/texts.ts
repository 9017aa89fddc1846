/** What the tools say, as pure functions from what the log tells. Text of programs and of proposers is quoted as data. */
import { metricsOfRegime } from '../../domain/aggregate.ts';
import type { RunState, TrialSummary } from '../../domain/run-state.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import type { Program } from '../../domain/program.ts';
import { compareRanks } from '../../domain/rank.ts';
import type { Trial, TrialId } from '../../domain/trial.ts';
import { textFromBudget } from '../../domain/budget-text.ts';
import { quotedLine } from '../../proposers/llm/prompt/quote.ts';
import {
  overallText,
  resultText,
  triedText,
  worstWorkloads,
} from '../../proposers/llm/prompt/results.ts';
import { problemParts } from '../../proposers/llm/prompt/system.ts';
import { programText } from '../../proposers/llm/prompt/user.ts';
import { numberWord } from '../../proposers/llm/prompt/words.ts';
import type { TrialEnd } from '../../compose/index.ts';

/** The problem as a proposer may know it, what is to be beaten, and the program that everything begins from. */
export function problemText(problem: ProblemDescription, state: RunState): string {
  return [
    ...problemParts(problem),
    `## To be beaten\n\n${referenceLines(problem, state)}`,
    `## The seed program\n\n${programText(problem.seedProgram)}`,
    statusText(state),
  ].join('\n\n');
}

/** The seed program and the baselines with what they reach on the workloads of the search. */
function referenceLines(problem: ProblemDescription, { referenceById }: RunState): string {
  return [...referenceById.values()]
    .map(({ id, evaluation }) => `- ${id}: ${overallText(problem, evaluation)}`)
    .join('\n');
}

/** A trial with its program and how it did. */
export function trialText(problem: ProblemDescription, trial: Trial, program: Program): string {
  const { id, parentIds, proposer, idea, evaluation } = trial;
  const from = parentIds.length === 0 ? '' : `, made from ${parentIds.join(' and ')}`;
  const worst = worstWorkloads(problem, evaluation, 3);
  return [
    `# ${id}, by ${proposer}${from}`,
    ...(idea === undefined ? [] : [`| ${quotedLine(idea, 300)}`]),
    programText(program),
    resultText(problem, { trialId: id, evaluation }),
    ...(worst === '' ? [] : [`Farthest from what is possible:\n${worst}`]),
  ].join('\n\n');
}

/** How many trials a list has at most. */
const LISTED = 10;

/** The best trials of behaviours of their own, best first. */
export function leadersOf({ trialById }: RunState): TrialSummary[] {
  return [...trialById.values()]
    .filter(
      ({ rank, sameAs, screened }) => rank.status === 'valid' && sameAs === undefined && !screened,
    )
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, LISTED);
}

/** The best of all, and which of them is best in each regime. @param trialOf A finished trial in full. */
export function frontierText(
  problem: ProblemDescription,
  state: RunState,
  trialOf: (id: TrialId) => Trial | undefined,
): string {
  const names = problem.metrics.map(({ name }) => name);
  const leaders = leadersOf(state);
  const lines = leaders.map(({ id, metrics, rank, idea, operators }) => {
    const numbers = names.map((name) => `${name} ${numberWord(metrics[name])}`).join(', ');
    const misses = rank.violation === 0 ? '' : ', misses a constraint';
    const what = idea ?? operators.join(' + ');
    return `- ${id}: ${numbers}${misses}${what === '' ? '' : `\n  | ${quotedLine(what, 160)}`}`;
  });
  const trials = leaders.flatMap(({ id }) => trialOf(id) ?? []);
  return [
    `The best so far on the workloads of the search, the best first:\n${lines.join('\n')}`,
    `The best of these in each regime:\n${regimeLines(problem, trials)}`,
  ].join('\n\n');
}

/** In each regime, the trials with the best value of the first objective. */
function regimeLines(problem: ProblemDescription, trials: readonly Trial[]): string {
  const [metric = ''] = problem.objectives.metrics;
  const sign =
    problem.metrics.find(({ name }) => name === metric)?.direction === 'maximize' ? -1 : 1;
  const lines = problem.regimes.map(({ name, slow }) => {
    const values = trials.flatMap(({ id, evaluation }) => {
      if (evaluation.status !== 'valid') return [];
      const value = metricsOfRegime(problem, evaluation.perWorkload, name)[metric];
      return typeof value === 'number' ? [{ id, value }] : [];
    });
    const best = Math.min(...values.map(({ value }) => sign * value));
    const ids = values.filter(({ value }) => sign * value === best).map(({ id }) => id);
    const found =
      ids.length === 0 ? 'none' : `${metric} ${numberWord(sign * best)} by ${ids.join(', ')}`;
    return `- ${name}${slow ? ' (slow)' : ''}: ${found}`;
  });
  return lines.join('\n');
}

/** What was tried, the newest last, with what came of it. */
export function triedLines({ proposing }: RunState, limit: number): string {
  const { ideas, failuresByParent } = proposing;
  const failures = [...failuresByParent.values()].flat().slice(-5);
  const line = (tried: Parameters<typeof triedText>[0] & { trialId: TrialId }): string =>
    `${tried.trialId} ${triedText(tried)}`;
  const parts = [
    ideas.length === 0
      ? 'Nothing was tried yet.'
      : `Tried, the newest last:\n${ideas.slice(-limit).map(line).join('\n')}`,
    ...(failures.length === 0
      ? []
      : [`What failed, with the error:\n${failures.map(line).join('\n')}`]),
  ];
  return parts.join('\n\n');
}

/** How far the run is, and what is left of its budget. */
export function statusText(state: RunState): string {
  const { budget, spend, openById, best, steering, ended } = state;
  const { trials, evaluations, wallMs, usd } = spend;
  const lines = [
    `Budget ${textFromBudget(budget)}, a tenth of it for the final claim; used: ${trials} trials, ${evaluations} evaluated, ${Math.round(wallMs / 1000)} s${usd > 0 ? `, ${usd.toPrecision(3)} $` : ''}.`,
    `Under way: ${openById.size === 0 ? 'nothing' : [...openById.keys()].join(', ')}. Best: ${best?.id ?? 'none'}.`,
    ...(steering.paused ? ['A person has paused the run: proposals wait.'] : []),
    ...steering.hints.map(({ by, text }) => `${by}, who watches the run, says: ${text}`),
    ...steering.notes.map(
      ({ trialId, by, text }) => `Note of ${by} on ${trialId}: ${quotedLine(text, 300)}`,
    ),
    ...(ended ? [`The run has ended: ${ended.detail}.`] : []),
  ];
  return lines.join('\n');
}

/** How a proposal ended. */
export function endText(problem: ProblemDescription, state: RunState, end: TrialEnd): string {
  if (end.type === 'trial.rejected')
    return `${end.trialId} was not evaluated: ${end.why}: ${quotedLine(end.detail, 500)}\n\n${statusText(state)}`;
  const { trial } = end;
  const { id, evaluation, parentIds, sameAs } = trial;
  const parent = state.trialById.get(parentIds[0] ?? '');
  const names = problem.objectives.metrics;
  const changes = parent
    ? names.flatMap((name) => {
        const before = parent.metrics[name];
        const after = evaluation.status === 'valid' ? evaluation.metrics[name] : undefined;
        return typeof before === 'number' && typeof after === 'number'
          ? [`${name} ${numberWord(before)} in ${parent.id}, ${numberWord(after)} now`]
          : [];
      })
    : [];
  if (sameAs !== undefined) return sameText(state, id, sameAs);
  return [
    `${id} is ${evaluation.status}${state.best?.id === id ? ', and the best so far' : ''}.`,
    resultText(problem, { trialId: id, evaluation }),
    ...(changes.length === 0 ? [] : [`${changes.join('; ')}.`]),
    statusText(state),
  ].join('\n\n');
}

/** Its numbers of the first workloads alone would mislead. */
function sameText(state: RunState, id: TrialId, sameAs: TrialId): string {
  return `${id} gives the same outputs as ${sameAs} on the first workload of every regime, so it was not evaluated further: its numbers are those of ${sameAs}.\n\n${statusText(state)}`;
}

/** What the run claims at its end. */
export function claimText({ holdouts, confirmed, ended }: RunState): string {
  const claim = holdouts.at(-1)?.claim ?? confirmed;
  const verdict = claim
    ? `${claim.trialId} ${claim.verdict} against ${claim.reference}, on workloads that nobody had seen: ${claim.why}`
    : 'There is no claim.';
  return `${verdict}\n${ended ? ended.detail : ''}`;
}
