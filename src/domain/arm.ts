import type { OperatorOutcome } from './credit.ts';

/** How one way of proposing has done: who, in which mode, at which temperature. Older results count less. */
export interface ArmStanding {
  /** Discounted number of proposals. */
  readonly pulls: number;
  /** Discounted number that were not worse than their parent and behaved in a new way. */
  readonly successes: number;
  /** Discounted number that were the best of the run. */
  readonly bests: number;
  /** Discounted sums, in dollars and in milliseconds of proposing. */
  readonly usd: number;
  readonly ms: number;
}

/** Whether a proposer answers. */
export interface Answering {
  /** How often in a row it gave no reply. */
  readonly silent: number;
  /** What it said when it last failed. */
  readonly lastError: string;
}

/** The standings of a run: a fold over its log. Plain JSON. */
export interface ArmStandings {
  readonly byArm: Readonly<Record<string, ArmStanding>>;
  readonly byProposer: Readonly<Record<string, Answering>>;
}

/** Nothing was tried. */
export const NO_STANDINGS: ArmStandings = { byArm: {}, byProposer: {} };

/** After how many calls in a row without a reply a proposer is parked. */
const PATIENCE = 3;

const DISCOUNT = 0.97;
const NONE: ArmStanding = { pulls: 0, successes: 0, bests: 0, usd: 0, ms: 0 };

/** The standing of an arm; zeros if it was never taken. */
export function standingOfArm(standings: ArmStandings, arm: string): ArmStanding {
  return (Object.hasOwn(standings.byArm, arm) ? standings.byArm[arm] : undefined) ?? NONE;
}

/** What one proposal used. */
export interface PullCost {
  readonly usd: number;
  readonly proposeMs: number;
}

/** The standings after one proposal of `arm`. */
export function afterPull(
  standings: ArmStandings,
  arm: string,
  outcome: OperatorOutcome,
  cost: PullCost,
): ArmStandings {
  const before = standingOfArm(standings, arm);
  const standing: ArmStanding = {
    pulls: DISCOUNT * before.pulls + 1,
    successes: DISCOUNT * before.successes + (outcome === 'failure' ? 0 : 1),
    bests: DISCOUNT * before.bests + (outcome === 'best' ? 1 : 0),
    usd: DISCOUNT * before.usd + cost.usd,
    ms: DISCOUNT * before.ms + cost.proposeMs,
  };
  return { ...standings, byArm: { ...standings.byArm, [arm]: standing } };
}

/** The standings after a proposer answered, or gave no reply. */
export function afterAnswer(
  standings: ArmStandings,
  proposer: string,
  error: string | undefined,
): ArmStandings {
  const before = answeringOf(standings, proposer);
  const next = error === undefined ? ANSWERS : { silent: before.silent + 1, lastError: error };
  if (next.silent === 0 && before.silent === 0) return standings;
  return { ...standings, byProposer: { ...standings.byProposer, [proposer]: next } };
}

/** Whether a proposer has failed so often in a row that it is not asked any more. */
export function isParked(standings: ArmStandings, proposer: string): boolean {
  return answeringOf(standings, proposer).silent >= PATIENCE;
}

const ANSWERS: Answering = { silent: 0, lastError: '' };

function answeringOf({ byProposer }: ArmStandings, proposer: string): Answering {
  return (Object.hasOwn(byProposer, proposer) ? byProposer[proposer] : undefined) ?? ANSWERS;
}
