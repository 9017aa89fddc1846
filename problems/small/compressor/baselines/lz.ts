/**
 * Replaces what stood before by its distance: one candidate for each hash of four bytes.
 *
 * A token is a byte n < 128 with n + 1 bytes after it, or n >= 128 for a match of n - 124 bytes, with two bytes of distance.
 *
 * @see Ziv and Lempel 1977, "A Universal Algorithm for Sequential Data Compression"
 */

interface Bytes {
  readonly bytes: string;
}

const LEAST = 4;
const MOST = 131;
const WINDOW = 65_535;

export function start({ task }: { task: 'pack' | 'unpack' }): (observation: Bytes) => Bytes {
  const work = task === 'pack' ? pack : unpack;
  return ({ bytes }) => ({
    bytes: Buffer.from(work(Buffer.from(bytes, 'base64'))).toString('base64'),
  });
}

function pack(input: Uint8Array): number[] {
  const packed: number[] = [];
  const last = new Int32Array(1 << 14).fill(-1);
  let literals: number[] = [];
  const flush = (): void => {
    for (let i = 0; i < literals.length; i += 128) {
      const some = literals.slice(i, i + 128);
      packed.push(some.length - 1, ...some);
    }
    literals = [];
  };
  for (let at = 0; at < input.length; ) {
    const slot = slotOf(input, at);
    const from = last[slot];
    last[slot] = at;
    const length = from >= 0 && at - from <= WINDOW ? lengthOf(input, from, at) : 0;
    if (length < LEAST) {
      literals.push(input[at++]);
      continue;
    }
    flush();
    packed.push(length + 124, (at - from) & 255, (at - from) >> 8);
    at += length;
  }
  flush();
  return packed;
}

function unpack(packed: Uint8Array): number[] {
  const output: number[] = [];
  for (let at = 0; at < packed.length; ) {
    const token = packed[at++];
    if (token < 128) {
      output.push(...packed.subarray(at, at + token + 1));
      at += token + 1;
      continue;
    }
    const distance = packed[at] + 256 * packed[at + 1];
    at += 2;
    for (let i = 0; i < token - 124; i++) output.push(output[output.length - distance]);
  }
  return output;
}

function slotOf(input: Uint8Array, at: number): number {
  const word = input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24);
  return Math.imul(word, 0x9e3779b1) >>> 18;
}

function lengthOf(input: Uint8Array, from: number, at: number): number {
  let length = 0;
  while (length < MOST && at + length < input.length && input[from + length] === input[at + length])
    length++;
  return length;
}
