import type { Claim } from './event.ts';
import { lineageOf } from './lineage.ts';
import type { RunState } from './run-state.ts';

/** What a claim over all regimes that count calls them. */
const ALL_SCORED = 'all scored';

/**
 * How much of the gain over the seed program that was confirmed on fresh workloads is whose, by proposer, in the unit of
 * the first objective; empty if none was confirmed.
 *
 * The steps of the claimed program's lineage share it by how much each bettered its parent in the search.
 */
export function confirmedGainByProposer(state: RunState): Readonly<Record<string, number>> {
  const claim = state.holdouts.at(-1)?.claim ?? state.confirmed;
  const total = claim === undefined ? 0 : gainOverSeed(state, claim);
  if (claim === undefined || total <= 0) return {};
  const lineage = lineageOf(state, claim.trialId);
  const steps = lineage.slice(1).map((trial, i) => {
    const before = lineage[i]?.rank.scores[0] ?? Number.NaN;
    const step = (trial.rank.scores[0] ?? Number.NaN) - before;
    return { proposer: trial.proposer, step: Number.isFinite(step) ? Math.max(0, step) : 0 };
  });
  const sum = steps.reduce((all, { step }) => all + step, 0);
  const gains: Record<string, number> = {};
  for (const { proposer, step } of steps) {
    const share = sum > 0 ? step / sum : 1 / steps.length;
    gains[proposer] = (gains[proposer] ?? 0) + share * total;
  }
  return gains;
}

/** 0 if its interval includes none. */
function gainOverSeed({ started }: RunState, claim: Claim): number {
  const [metric] = started?.problem.objectives.metrics ?? [];
  const row = claim.comparisons.find(
    (comparison) =>
      comparison.reference === 'seed' &&
      comparison.metric === metric &&
      comparison.regime === ALL_SCORED,
  );
  return row !== undefined && row.gain.lo > 0 ? row.gain.mean : 0;
}
