import type { RunState } from '../../domain/run-state.ts';
import { percentText } from './format.ts';

/** How many trials there were and what became of them. */
export interface Counts {
  /** Everything asked. */
  readonly asked: number;
  /** Judged: valid, invalid or failed; without the seed program and the baselines. */
  readonly judged: number;
  /** Judged valid. */
  readonly valid: number;
  /** Proposals that were not worth judging. */
  readonly rejected: number;
  /** Of those judged, how many were only screened. */
  readonly screened: number;
}

/** Counts the trials of a run. O(trials). */
export function countsOf(state: RunState): Counts {
  let judged = 0;
  let valid = 0;
  let screened = 0;
  for (const { id, rank, screened: only } of state.trialById.values()) {
    if (state.referenceById.has(id)) continue;
    judged += 1;
    if (only) screened += 1;
    if (rank.status === 'valid') valid += 1;
  }
  const rejected = [...state.rejectedByWhy.values()].reduce((sum, n) => sum + n, 0);
  return { asked: state.spend.trials, judged, valid, rejected, screened };
}

/** Such as `212 trials, 17.6/s, 81 % valid, 12 rejected`. */
export function countsText(counts: Counts, elapsedMs: number): string {
  const perSecond = elapsedMs > 0 ? (1000 * (counts.judged + counts.rejected)) / elapsedMs : 0;
  return [
    `${counts.asked} trials`,
    `${perSecond.toFixed(1)}/s`,
    counts.judged === 0 ? '' : `${percentText(counts.valid / counts.judged)} valid`,
    counts.rejected === 0 ? '' : `${counts.rejected} rejected`,
    counts.screened === 0 ? '' : `${counts.screened} only screened`,
  ]
    .filter(Boolean)
    .join(', ');
}
