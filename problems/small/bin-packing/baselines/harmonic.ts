/**
 * Items of a class, by how many of them a bin holds, share bins with their like only.
 *
 * @see Lee and Lee 1985, "A simple on-line bin-packing algorithm"
 */
interface Observation {
  readonly size: number;
}

const CLASSES = 12;

export function start({
  capacity,
}: {
  readonly capacity: number;
}): (observation: Observation) => { bin: number } {
  const open: ({ bin: number; room: number } | undefined)[] = [];
  let used = 0;
  return ({ size }) => {
    const kind = Math.min(CLASSES, Math.floor(capacity / size));
    const current = open[kind];
    if (current === undefined || current.room < size) {
      open[kind] = { bin: used, room: capacity - size };
      return { bin: used++ };
    }
    current.room -= size;
    return { bin: current.bin };
  };
}
