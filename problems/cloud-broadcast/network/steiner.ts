/** What the cheapest tree from one node to several others costs: exactly for a few, from below for many. */

/** Weight of each edge; row: from, column: to. Whole numbers >= 0, so that sums are exact; `Infinity` is no edge. */
export type Weights = readonly (readonly number[])[];

/** Weight of the cheapest path between each two nodes (Floyd 1962, Warshall 1962). O(n³). */
export function shortestPaths(weights: Weights): number[][] {
  const paths = weights.map((row, u) => row.map((weight, v) => (u === v ? 0 : weight)));
  for (const middle of paths.keys()) {
    for (const row of paths) shorten(row, row[middle], paths[middle]);
  }
  return paths;
}

/**
 * Weight of the cheapest tree from `root` that reaches all of `targets`, by way of any nodes.
 *
 * Over sets of targets: the best tree from `v` to a set splits in two at some node, to which a shortest path leads.
 * O(3^k n + 2^k n²) for k targets.
 *
 * @param paths What {@link shortestPaths} gives.
 * @see Dreyfus and Wagner 1971, "The Steiner problem in graphs", for directed graphs
 */
export function cheapestTree(paths: Weights, root: number, targets: readonly number[]): number {
  const wanted = [...new Set(targets)].filter((target) => target !== root);
  const sets = 2 ** wanted.length;
  /** By set of targets, bit by bit, then by node: the best tree from the node to the set. */
  const best: Float64Array[] = [];
  for (let set = 1; set < sets; set++) {
    const isSingle = (set & (set - 1)) === 0;
    best[set] = isSingle
      ? Float64Array.from(paths, (row) => row[wanted[31 - Math.clz32(set)]])
      : afterPath(paths, bestSplit(best, set, paths.length));
  }
  return sets === 1 ? 0 : best[sets - 1][root];
}

/** Takes the way over a middle where it is shorter: `first` to it, then `onward`. */
function shorten(row: number[], first: number, onward: readonly number[]): void {
  for (let v = 0; v < row.length; v++) {
    if (first + onward[v] < row[v]) row[v] = first + onward[v];
  }
}

/** The best two trees from each node to two parts of the set. */
function bestSplit(best: readonly Float64Array[], set: number, nodes: number): Float64Array {
  const split = new Float64Array(nodes).fill(Infinity);
  for (let part = (set - 1) & set; part > (set ^ part); part = (part - 1) & set) {
    const [one, other] = [best[part], best[set ^ part]];
    for (let v = 0; v < nodes; v++) {
      const weight = one[v] + other[v];
      if (weight < split[v]) split[v] = weight;
    }
  }
  return split;
}

/** The best of what is at the end of a path from each node. */
function afterPath(paths: Weights, ends: Float64Array): Float64Array {
  return Float64Array.from(paths, (row) => {
    let least = Infinity;
    for (let v = 0; v < ends.length; v++) {
      const weight = row[v] + ends[v];
      if (weight < least) least = weight;
    }
    return least;
  });
}
