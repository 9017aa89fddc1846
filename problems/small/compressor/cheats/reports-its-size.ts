/** Says how few bytes it needed. */
interface Bytes {
  readonly bytes: string;
}

export function start(): (observation: Bytes) => object {
  return ({ bytes }) => ({ bytes, packedBytes: 1, length: 0 });
}
