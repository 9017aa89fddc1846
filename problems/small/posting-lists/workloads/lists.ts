import type { Rng } from 'barbican';

/** What posting lists are made from. */
export interface ListParams {
  readonly gaps: number;
  /** The mean gap. */
  readonly mean: number;
  readonly shape: 'even' | 'clustered' | 'rare';
}

const LISTS = 8;

/** Draws lists of gaps. Pure in its arguments. */
export function drawLists(params: ListParams, rng: Rng): number[][] {
  return Array.from({ length: LISTS }, () => drawList(params, rng));
}

function drawList({ gaps, mean, shape }: ListParams, rng: Rng): number[] {
  let isNear = false;
  return Array.from({ length: gaps }, () => {
    // Documents on one subject stand together: runs of small gaps of some forty each.
    if (rng.next() < 0.025) isNear = !isNear;
    if (shape === 'rare' && rng.next() < 0.01) return drawGap(200 * mean, rng);
    return drawGap(shape === 'clustered' && isNear ? mean / 20 : mean, rng);
  });
}

function drawGap(mean: number, rng: Rng): number {
  return 1 + Math.floor(-mean * Math.log(1 - rng.next()));
}
