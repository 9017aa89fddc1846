/** The fullest bin that has room; the first of those that are equal. */
interface Observation {
  readonly size: number;
}

export function start({
  capacity,
}: {
  readonly capacity: number;
}): (observation: Observation) => { bin: number } {
  const free: number[] = [];
  return ({ size }) => {
    let bin = free.length;
    let least = Infinity;
    for (let i = 0; i < free.length; i++) {
      if (free[i] < size || free[i] >= least) continue;
      least = free[i];
      bin = i;
    }
    free[bin] = (free[bin] ?? capacity) - size;
    return { bin };
  };
}
