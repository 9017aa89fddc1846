/** Whether a parent's structure is changed or its settings are tuned. */
import type { View } from '../contracts/strategy.ts';
import { type CreditByOperator, drawByCredit } from '../domain/credit.ts';
import type { Told } from '../domain/trial.ts';
import type { Rng } from '../lib/rng.ts';

const MODES: readonly string[] = ['refine', 'tune'];
/** What an older outcome is worth after one more of the same mode. */
const DISCOUNT = 0.97;

/** One mode, by what each was worth so far. */
export function drawMode(credit: CreditByOperator, rng: Rng): string {
  return drawByCredit(MODES, credit, rng);
}

/** The credit after one more outcome: a mode wins by a child that is better than its parent. */
export function afterOutcome(credit: CreditByOperator, told: Told, view: View): CreditByOperator {
  const { mode } = told;
  if (!MODES.includes(mode)) return credit;
  const gain = isBetterThanParent(told, view) ? 1 : 0;
  const { successes = 0, failures = 0 } = credit[mode] ?? {};
  return {
    ...credit,
    [mode]: { successes: DISCOUNT * successes + gain, failures: DISCOUNT * failures + 1 - gain },
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
