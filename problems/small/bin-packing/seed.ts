/** Puts each item where a score is highest: where the search begins. */

interface Config {
  readonly capacity: number;
}
interface Observation {
  readonly size: number;
}
interface Action {
  readonly bin: number;
}

export function start({ capacity }: Config): (observation: Observation) => Action {
  /** What is free in each bin. */
  const free: number[] = [];

  // EVOLVE-BLOCK-START
  /** How good it is to leave `left` of a bin free. */
  function score(left: number, size: number): number {
    return -left / capacity - 0.001 * (size / capacity);
  }

  function choose(size: number): number {
    let chosen = free.length;
    let best = -1;
    for (let bin = 0; bin < free.length; bin++) {
      if (free[bin] < size) continue;
      const value = score(free[bin] - size, size);
      if (value > best) {
        best = value;
        chosen = bin;
      }
    }
    return chosen;
  }
  // EVOLVE-BLOCK-END

  return ({ size }) => {
    const bin = choose(size);
    free[bin] = (free[bin] ?? capacity) - size;
    return { bin };
  };
}
