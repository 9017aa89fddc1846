import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeBound } from './dual-ascent.ts';
import { GRID } from './grid.ts';
import { cheapestTree, shortestPaths, type Weights } from './steiner.ts';

const NODES = 6;
/** Directed graphs with few different weights, so that ties and zero weights are common; some edges are missing. */
const graphs = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Infinity)), {
    minLength: NODES ** 2,
    maxLength: NODES ** 2,
  })
  .map((weights) =>
    Array.from({ length: NODES }, (_, u) => weights.slice(u * NODES, (u + 1) * NODES)),
  );
const completeGraphs = graphs.map((graph) =>
  graph.map((row) => row.map((weight) => Math.min(weight, 12))),
);
const targetSets = fc.uniqueArray(fc.integer({ min: 1, max: NODES - 1 }), { minLength: 1 });

describe('cheapestTree()', () => {
  it('agrees with trying every parent of every node when graphs are small', () => {
    fc.assert(
      fc.property(graphs, targetSets, (graph, targets) => {
        expect(cheapestTree(shortestPaths(graph), 0, targets)).toBe(byTryingAll(graph, 0, targets));
      }),
      { numRuns: 60 },
    );
  });

  it('is a shortest path when there is one target, and free when there is none but the root', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 0, max: NODES - 1 }), (graph, target) => {
        const paths = shortestPaths(graph);
        expect(cheapestTree(paths, 0, [target])).toBe(paths[0][target]);
        expect(cheapestTree(paths, 0, [0])).toBe(0);
      }),
    );
  });
});

describe('treeBound()', () => {
  it('is never above the cheapest tree, and above nothing but zero when each link costs', () => {
    fc.assert(
      fc.property(completeGraphs, targetSets, (graph, targets) => {
        const bound = treeBound(graph, 0, targets);
        expect(bound).toBeLessThanOrEqual(cheapestTree(shortestPaths(graph), 0, targets));
        const dear = graph.map((row) => row.map((weight) => weight + 1));
        expect(treeBound(dear, 0, targets)).toBeGreaterThanOrEqual(targets.length);
      }),
    );
  });

  it('is the cheapest tree itself when the graph is the real grid', () => {
    const weights = GRID.prices.map((row) => row.map((price) => Math.round(price * 1e4)));
    const paths = shortestPaths(weights);
    for (let first = 0; first < 60; first += 10) {
      const targets = [1, 3, 4, 7, 8, 9, 11].map((step) => (first + 5 * step) % weights.length);
      const root = (first + 2) % weights.length;
      expect(treeBound(weights, root, targets)).toBe(cheapestTree(paths, root, targets));
    }
  });
});

/** The least weight over all ways to give each node a parent or none. */
function byTryingAll(graph: Weights, root: number, targets: readonly number[]): number {
  const others = [...graph.keys()].filter((node) => node !== root);
  let least = Infinity;
  const parents = new Map<number, number>();
  const go = (at: number, weight: number): void => {
    if (weight >= least) return;
    const node = others[at];
    if (node === undefined) {
      if (targets.every((target) => leadsToRoot(target, root, parents))) least = weight;
      return;
    }
    parents.delete(node);
    go(at + 1, weight);
    for (const [parent, row] of graph.entries()) {
      if (parent === node) continue;
      parents.set(node, parent);
      go(at + 1, weight + row[node]);
    }
    parents.delete(node);
  };
  go(0, 0);
  return least;
}

function leadsToRoot(node: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  let at: number | undefined = node;
  for (let steps = 0; at !== undefined && at !== root && steps < NODES; steps++)
    at = parents.get(at);
  return at === root;
}
