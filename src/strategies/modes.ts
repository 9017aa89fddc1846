/** Whether a parent's structure is changed or its settings are tuned. */
import type { View } from '../contracts/strategy.ts';
import type { Told } from '../domain/trial.ts';
import { drawBeta } from '../lib/beta.ts';
import type { Rng } from '../lib/rng.ts';

/** What each mode was worth so far, older outcomes counting less. Plain JSON. */
export type ModeCredit = Readonly<Record<Mode, { readonly won: number; readonly lost: number }>>;

type Mode = (typeof MODES)[number];
const MODES = ['refine', 'tune'] as const;

/** Share of draws in which each mode has the same chance. */
const UNIFORM_SHARE = 0.25;
/** What an older outcome is worth after one more of the same mode. */
const DISCOUNT = 0.97;

/** Nothing was tried yet. */
export const NO_CREDIT: ModeCredit = { refine: { won: 0, lost: 0 }, tune: { won: 0, lost: 0 } };

/** One mode: the largest of one draw each from Beta(1 + won, 1 + lost), now and then any. */
export function drawMode(credit: ModeCredit, rng: Rng): Mode {
  if (rng.next() < UNIFORM_SHARE) return rng.next() < 0.5 ? 'refine' : 'tune';
  const [refine, tune] = MODES.map((mode) =>
    drawBeta(rng, 1 + credit[mode].won, 1 + credit[mode].lost),
  );
  return (tune ?? 0) > (refine ?? 0) ? 'tune' : 'refine';
}

/** The credit after one more outcome: a mode wins by a child that is better than its parent. */
export function afterOutcome(credit: ModeCredit, told: Told, view: View): ModeCredit {
  const mode = MODES.find((one) => one === told.mode);
  if (mode === undefined) return credit;
  const gain = isBetterThanParent(told, view) ? 1 : 0;
  const { won, lost } = credit[mode];
  return {
    ...credit,
    [mode]: { won: DISCOUNT * won + gain, lost: DISCOUNT * lost + (1 - gain) },
  };
}

function isBetterThanParent(told: Told, view: View): boolean {
  if (told.kind !== 'trial') return false;
  const child = view.trial(told.trialId);
  const [parentId] = told.parentIds;
  if (child.status !== 'valid' || child.sameAs !== undefined || parentId === undefined)
    return false;
  return view.compare(child.id, parentId) < 0;
}
