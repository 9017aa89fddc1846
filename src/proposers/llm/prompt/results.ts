import type { Known } from '../../../contracts/proposer.ts';
import { metricsOfRegime } from '../../../domain/aggregate.ts';
import type { Evaluation } from '../../../domain/evaluation.ts';
import type { ProblemDescription } from '../../../domain/problem.ts';
import { quoted, quotedLine } from './quote.ts';
import { numberWord } from './words.ts';

/** How one program did, in words: per regime, what it missed, what the judge says of it. */
export function resultText(problem: ProblemDescription, { evaluation }: Known): string {
  if (evaluation.status === 'failed') return failedText(evaluation.failure);
  if (evaluation.status === 'invalid') {
    const [first, ...rest] = evaluation.violations;
    const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
    return first
      ? `It does not count: it broke "${first.rule}" in regime ${first.regime}${more}:\n${quoted(first.detail, 500)}`
      : 'It does not count.';
  }
  const missed = Object.entries(evaluation.violationByConstraint).filter(([, by]) => by > 0);
  return [
    tableText(problem, evaluation),
    ...missed.map(([name, by]) => `Missed: ${name}, by ${(100 * by).toFixed(1)} %`),
    ...(evaluation.feedback === undefined
      ? []
      : [`The judge says:\n${quoted(evaluation.feedback)}`]),
  ].join('\n');
}

/** The overall metrics in one line. */
export function overallText(problem: ProblemDescription, evaluation: Evaluation): string {
  if (evaluation.status !== 'valid') return evaluation.status;
  return problem.metrics
    .map(({ name }) => `${name} ${numberWord(evaluation.metrics[name])}`)
    .join(', ');
}

/** The workloads on which the first objective is farthest from its bound, or is lowest; empty if there is no telling. */
export function worstWorkloads(
  problem: ProblemDescription,
  evaluation: Evaluation,
  count: number,
): string {
  const [metric = ''] = problem.objectives.metrics;
  if (evaluation.status !== 'valid') return '';
  const slow = new Set(problem.regimes.filter((regime) => regime.slow).map(({ name }) => name));
  const gaps = evaluation.perWorkload.flatMap(({ regime, index, values, bounds }) => {
    const value = values[metric];
    const bound = bounds?.[metric];
    if (slow.has(regime) || typeof value !== 'number' || typeof bound !== 'number' || bound === 0)
      return [];
    return [{ regime, index, value, bound, gap: Math.abs(value - bound) / Math.abs(bound) }];
  });
  return gaps
    .toSorted((a, b) => b.gap - a.gap)
    .slice(0, count)
    .map(
      ({ regime, index, value, bound }) =>
        `- ${regime} workload ${index}: ${metric} ${numberWord(value)}, no program can do better than ${numberWord(bound)}`,
    )
    .join('\n');
}

/** What a program printed; empty if nothing. */
export function printedText({ printed }: Known): string {
  if (!printed) return '';
  const { stdout, stderr } = printed;
  return [
    ...(stderr.trim() === '' ? [] : [`On standard error:\n${quoted(stderr)}`]),
    ...(stdout.trim() === '' ? [] : [`On standard output:\n${quoted(stdout)}`]),
  ].join('\n');
}

function failedText({
  kind,
  detail,
  regime,
}: Extract<Evaluation, { status: 'failed' }>['failure']): string {
  const where = regime === undefined ? '' : ` in regime ${regime}`;
  return `It did not finish: ${kind}${where}:\n${quoted(detail)}`;
}

function tableText(
  problem: ProblemDescription,
  evaluation: Extract<Evaluation, { status: 'valid' }>,
): string {
  const names = problem.metrics.map(({ name }) => name);
  const rows = problem.regimes.map(({ name, slow }) => {
    const metrics = metricsOfRegime(problem, evaluation.perWorkload, name);
    return [slow ? `${name} (slow)` : name, ...names.map((metric) => numberWord(metrics[metric]))];
  });
  const overall = [
    'all that count',
    ...names.map((metric) => numberWord(evaluation.metrics[metric])),
  ];
  return [['regime', ...names], ...rows, overall].map((cells) => cells.join(' | ')).join('\n');
}

/** One thing that was tried, in one line. */
export function triedText({
  idea,
  outcome,
  detail,
  value,
  parentValue,
}: Parameters<typeof outcomeText>[0] & { readonly idea: string }): string {
  return `| ${quotedLine(idea, 200)}: ${outcomeText({ outcome, detail, value, parentValue })}`;
}

function outcomeText({
  outcome,
  detail,
  value,
  parentValue,
}: {
  readonly outcome: string;
  readonly detail: string;
  readonly value?: number | undefined;
  readonly parentValue?: number | undefined;
}): string {
  const numbers =
    value === undefined
      ? ''
      : ` (${parentValue === undefined ? '' : `${numberWord(parentValue)} to `}${numberWord(value)})`;
  const why = detail === '' ? '' : `: ${quotedLine(detail, 160)}`;
  return `${outcome}${numbers}${why}`;
}
