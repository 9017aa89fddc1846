/** Packs nothing. */

interface Bytes {
  readonly bytes: string;
}

export function start(): (observation: Bytes) => Bytes {
  return ({ bytes }) => ({ bytes });
}
