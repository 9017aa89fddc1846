/** What a running search looks like: pure functions from the state that the log tells to lines of text. */
import type { RunState } from '../domain/run-state.ts';
import { type Left, budgetLeft } from './text/budget-left.ts';
import { countsOf, countsText } from './text/counts.ts';
import { durationText, fitted } from './text/format.ts';
import { phaseOf } from './text/phase.ts';
import { standingsOf, standingText } from './text/standing.ts';

const BAR_WIDTH = 20;

/**
 * The live block of a run: what it is, how far, how good, and what is being tried.
 *
 * @param elapsedMs Wall time of the run over all its sessions, in milliseconds.
 * @param width Columns of the terminal; no line is longer.
 */
export function blockOf(state: RunState, elapsedMs: number, width: number): string[] {
  const left = leftOf(state, elapsedMs);
  const name = state.started?.problem.name ?? 'barbican';
  const lines = [
    [name, durationText(elapsedMs), bar(left[0]), ...left.map(({ text }) => text)]
      .filter(Boolean)
      .join('  '),
    ...(state.spend.trials > 0 ? [countsText(countsOf(state), elapsedMs)] : []),
    ...standingsOf(state).map((standing, i) =>
      i === 0 ? `best ${state.best?.id}: ${standingText(standing)}` : `  ${standingText(standing)}`,
    ),
    phaseOf(state),
  ];
  return lines.map((line) => fitted(line, Math.max(1, width - 1)));
}

/** The same in one line, for a reader that is no terminal. */
export function lineOf(state: RunState, elapsedMs: number): string {
  const [standing] = standingsOf(state);
  return [
    durationText(elapsedMs),
    ...(state.spend.trials > 0 ? [countsText(countsOf(state), elapsedMs)] : [phaseOf(state)]),
    ...(standing ? [`best ${state.best?.id}: ${standingText(standing)}`] : []),
    ...leftOf(state, elapsedMs)
      .slice(0, 1)
      .map(({ text }) => text),
  ].join('; ');
}

function leftOf(state: RunState, elapsedMs: number): readonly Left[] {
  return budgetLeft(state.budget, { ...state.spend, wallMs: elapsedMs });
}

function bar(left: Left | undefined): string {
  if (!left) return '';
  const done = Math.round(BAR_WIDTH * (1 - left.share));
  return `[${'#'.repeat(done)}${'.'.repeat(BAR_WIDTH - done)}]`;
}
