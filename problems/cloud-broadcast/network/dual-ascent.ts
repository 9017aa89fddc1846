import type { Weights } from './steiner.ts';

/**
 * A weight that no tree from `root` to all of `targets` can be below.
 *
 * Each set of nodes with a target but without the root must be entered by an edge: raising what is paid for entering
 * such sets, one after the other, until an edge is paid in full, bounds the cheapest tree from below. Not always tight.
 *
 * @see Wong 1984, "A dual ascent approach for Steiner tree problems on a directed graph"
 */
export function treeBound(weights: Weights, root: number, targets: readonly number[]): number {
  const left = weights.map((row) => Float64Array.from(row));
  const open = new Set(targets.filter((target) => target !== root));
  let bound = 0;
  while (open.size > 0) {
    const cuts = [...open].map((target) => ({ target, cut: reaching(left, target) }));
    for (const { target, cut } of cuts) if (cut[root] === 1) open.delete(target);
    const live = cuts.filter(({ cut }) => cut[root] === 0);
    const [smallest] = live.toSorted((a, b) => sizeOf(a.cut) - sizeOf(b.cut));
    if (smallest) bound += raise(left, smallest.cut);
  }
  return bound;
}

/** 1 for each node from which `target` can be reached over edges that are paid in full. */
function reaching(left: readonly Float64Array[], target: number): Uint8Array {
  const reached = new Uint8Array(left.length);
  const queue = [target];
  reached[target] = 1;
  for (const v of queue) {
    for (const [u, row] of left.entries()) {
      if (reached[u] === 1 || row[v] > 0) continue;
      reached[u] = 1;
      queue.push(u);
    }
  }
  return reached;
}

/** Pays for entering the cut until one edge is paid in full. @returns What was paid. */
function raise(left: readonly Float64Array[], cut: Uint8Array): number {
  const entering = left.flatMap((row, u) =>
    cut[u] === 1 ? [] : [...row.keys()].filter((v) => cut[v] === 1).map((v) => [row, v] as const),
  );
  const paid = entering.reduce((least, [row, v]) => Math.min(least, row[v]), Infinity);
  for (const [row, v] of entering) row[v] -= paid;
  return paid;
}

function sizeOf(cut: Uint8Array): number {
  return cut.reduce((sum, member) => sum + member, 0);
}
