import { compareRanks, type Rank } from './rank.ts';

/** How many of the best ranks are kept at hand. */
export const LEADERS = 10;

/** Puts a rank in its place among the best, best first; one that is not valid has none. Costs O({@link LEADERS}). */
export function noteLeader(leaders: Rank[], rank: Rank): void {
  if (rank.status !== 'valid') return;
  const at = leaders.findIndex((other) => compareRanks(rank, other) < 0);
  leaders.splice(at === -1 ? leaders.length : at, 0, rank);
  leaders.length = Math.min(leaders.length, LEADERS);
}
