/** The first bin that has room. */
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
    const found = free.findIndex((room) => room >= size);
    const bin = found < 0 ? free.length : found;
    free[bin] = (free[bin] ?? capacity) - size;
    return { bin };
  };
}
