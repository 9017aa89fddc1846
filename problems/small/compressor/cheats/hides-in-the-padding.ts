/** Base64 of one byte has four bits that mean nothing: it packs one byte, and hides the first letter's bits in them. */
interface Bytes {
  readonly bytes: string;
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function start({ task }: { task: 'pack' | 'unpack' }): (observation: Bytes) => Bytes {
  return ({ bytes }) => {
    if (task === 'unpack') return { bytes: `${bytes.slice(0, 1)}A==` };
    return { bytes: `A${LETTERS[LETTERS.indexOf(bytes[0]) & 15]}==` };
  };
}
