import { isParked } from '../../domain/arm.ts';
import { confirmedGainByProposer } from '../../domain/confirmed-gain.ts';
import { tokensOf } from '../../domain/model-usage.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { Tally } from '../../domain/tally.ts';
import { durationText, numberText, tableOf } from './format.ts';

/** Who made what at which cost, a line each; empty if only one proposer was there that costs nothing. */
export function proposerLines(state: RunState): string[] {
  const tallies = Object.entries(state.proposing.byProposer);
  if (!tallies.some(([, { spend }]) => spend.calls > 0)) return [];
  const gains = confirmedGainByProposer(state);
  const rows = tallies
    .toSorted(([, a], [, b]) => b.trials - a.trials)
    .map(([name, tally]) => [
      isParked(state.proposing.arms, name) ? `${name} (parked)` : name,
      ...cellsOf(tally),
      ...gainCells(tally, gains[name] ?? 0),
    ]);
  const header = ['proposer', ...COLUMNS, 'gain', 'gain/$', 'gain/h'];
  const [metric = 'first objective'] = state.started?.problem.objectives.metrics ?? [];
  return [
    `Who proposed what, and what it cost (gain: confirmed over the seed program, in ${metric}):`,
    ...tableOf([header, ...rows]),
  ];
}

/** The same by mode. */
export function modeLines(state: RunState): string[] {
  const tallies = Object.entries(state.proposing.byMode);
  if (tallies.length === 0) return [];
  const rows = tallies.map(([name, tally]) => [name, ...cellsOf(tally), '']);
  return tableOf([['mode', ...COLUMNS, ''], ...rows]);
}

/** What the notice says when a proposer is not asked any more. */
export function parkedNotice(state: RunState, name: string): string {
  const said = state.proposing.arms.byProposer[name]?.lastError ?? '';
  return `${name} is parked as it does not answer: ${said}`;
}

const COLUMNS = [
  'trials',
  'rejected',
  'valid',
  'best',
  '$',
  'tokens',
  'cached',
  'reasoning',
  'time',
];

function cellsOf({
  trials,
  rejected,
  valid,
  bests,
  usd,
  spend,
  proposeMs,
  evaluateMs,
}: Tally): string[] {
  return [
    ...[trials, rejected, valid, bests].map(String),
    usd === 0 ? '0' : usd.toPrecision(3),
    ...[tokensOf(spend), spend.cachedTokens, spend.reasoningTokens].map(String),
    durationText(proposeMs + evaluateMs),
  ];
}

function gainCells({ usd, proposeMs, evaluateMs }: Tally, gain: number): string[] {
  const hours = (proposeMs + evaluateMs) / 3_600_000;
  return [
    numberText(gain),
    usd > 0 ? numberText(gain / usd) : '-',
    hours > 0 ? numberText(gain / hours) : '-',
  ];
}
