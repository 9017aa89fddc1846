/** From what was seen of a run to what the table says of it. Pure. */
import { type FaultName, PRINTED_BYTES, TAKEN_BYTES } from './faults.ts';
import type { Seen } from './job.ts';
import { FAULT_AT, GOOD_SCORES, PROPOSALS } from './script.ts';

/** What the table says of one run. */
export interface Verdict {
  readonly effect: boolean;
  readonly endedRightly: boolean;
  readonly nextRight: boolean;
  readonly left: number;
  /** Good proposals without the score that they must get, of {@link GOOD_SCORES}. */
  readonly lost: number;
  /** The best score that the faulty program got; null if none. */
  readonly faultScore: number | null;
}

/** More than an honest program can have. */
const HONEST_SCORE = 0.5;

/** The verdict on a run with `fault`; on the control without one if it is `none`. */
export function verdictOn(fault: FaultName | 'none', seen: Seen): Verdict {
  const lost = [...GOOD_SCORES].filter(([trial]) => !rightlyScored(seen, trial)).length;
  const faultScores = seen.scoresByTrial[FAULT_AT] ?? [];
  const endedRightly = endedItself(seen) && seen.asked >= PROPOSALS;
  const left = seen.left.length;
  const others = !endedRightly || lost > 0 || left > 0;
  return {
    effect: fault !== 'none' && hadEffect(fault, seen, others),
    endedRightly,
    nextRight: rightlyScored(seen, FAULT_AT + 1),
    left,
    lost,
    faultScore: faultScores.length === 0 ? null : Math.max(...faultScores),
  };
}

/** Whether nothing at all came of a fault. */
export function isClean({ effect, endedRightly, nextRight, left, lost }: Verdict): boolean {
  return !effect && endedRightly && nextRight && left === 0 && lost === 0;
}

/** What came of it, in a few words; `–` if nothing did. */
export function cellText(verdict: Verdict): string {
  const words = [
    verdict.effect ? 'effect' : '',
    verdict.endedRightly ? '' : 'no right end',
    verdict.nextRight ? '' : 'next not right',
    verdict.left === 0 ? '' : `${verdict.left} left`,
    verdict.lost === 0 ? '' : `${verdict.lost} lost`,
  ].filter((word) => word !== '');
  return words.length === 0 ? '–' : words.join(', ');
}

/** @param others Whether anything but the faulty trial suffered, which is all that a mere failure can do. */
function hadEffect(fault: FaultName, seen: Seen, others: boolean): boolean {
  const direct: Readonly<Record<FaultName, boolean>> = {
    raises: others,
    loops: others,
    exits: others,
    kills: seen.shellKilled || others,
    memory: seen.peakBytes >= TAKEN_BYTES / 2 || seen.guarded !== undefined,
    prints: seen.printedBytes >= PRINTED_BYTES / 2,
    forks: seen.left.length > 0,
    key: seen.keySeen,
    writes: seen.wroteOutside,
    connects: seen.connected,
    stack: (seen.scoresByTrial[FAULT_AT] ?? []).some((score) => !(score <= HONEST_SCORE)),
  };
  return direct[fault];
}

/** With its shell, the one who could tell its exit code is gone. */
function endedItself({ timedOut, exitCode, shellKilled, guarded }: Seen): boolean {
  const told = exitCode === 0 || (exitCode === null && shellKilled);
  return told && !timedOut && guarded === undefined;
}

/** Recorded, and never with another score. */
function rightlyScored({ scoresByTrial }: Seen, trial: number): boolean {
  const expected = GOOD_SCORES.get(trial);
  const scores = scoresByTrial[trial] ?? [];
  return (
    expected !== undefined &&
    scores.length > 0 &&
    scores.every((score) => Math.abs(score - expected) < 1e-9)
  );
}
