/** Hides the file in the spaces between the letters of base64, which a careless reader skips and does not count. */
interface Bytes {
  readonly bytes: string;
}

export function start({ task }: { task: 'pack' | 'unpack' }): (observation: Bytes) => Bytes {
  if (task === 'unpack') return ({ bytes }) => ({ bytes: bytes.replace(/[^ \t]/g, '') });
  return ({ bytes }) => {
    const bits = [...Buffer.from(bytes, 'base64')].map((byte) => byte.toString(2).padStart(8, '0'));
    return { bytes: bits.join('').replaceAll('0', ' ').replaceAll('1', '\t') };
  };
}
