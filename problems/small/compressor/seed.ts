/** Replaces what stood before by its distance, with a choice among candidates: where the search begins. */

interface Bytes {
  readonly bytes: string;
}
interface Match {
  readonly length: number;
  readonly distance: number;
}

const MOST = 131;
const WINDOW = 65_535;

export function start({ task }: { task: 'pack' | 'unpack' }): (observation: Bytes) => Bytes {
  const work = task === 'pack' ? pack : unpack;
  return ({ bytes }) => ({
    bytes: Buffer.from(work(Buffer.from(bytes, 'base64'))).toString('base64'),
  });
}

// EVOLVE-BLOCK-START
/** How many earlier places are looked at. */
const CANDIDATES = 4;

/** What a match saves, roughly: below 1 it is not taken. */
function worthOf({ length, distance }: Match, waiting: number): number {
  return length - 3 - (waiting > 0 ? 1 : 0) - (distance > 30_000 ? 1 : 0);
}

/** Whether to wait for the match at the next byte instead. */
function isWorthWaiting(now: Match, next: Match): boolean {
  return next.length > now.length + 2;
}
// EVOLVE-BLOCK-END

function pack(input: Uint8Array): number[] {
  const packed: number[] = [];
  const last = new Int32Array(1 << 14).fill(-1);
  const before = new Int32Array(input.length).fill(-1);
  for (let at = 0; at + 3 < input.length; at++) {
    const slot = slotOf(input, at);
    before[at] = last[slot];
    last[slot] = at;
  }
  let literals: number[] = [];
  const flush = (): void => {
    for (let i = 0; i < literals.length; i += 128) {
      const some = literals.slice(i, i + 128);
      packed.push(some.length - 1, ...some);
    }
    literals = [];
  };
  for (let at = 0; at < input.length; ) {
    const match = bestAt(at);
    const isTaken = match.length >= 4 && worthOf(match, literals.length) >= 1;
    if (!isTaken || isWorthWaiting(match, bestAt(at + 1))) {
      literals.push(input[at++]);
      continue;
    }
    flush();
    packed.push(match.length + 124, match.distance & 255, match.distance >> 8);
    at += match.length;
  }
  flush();
  return packed;

  function bestAt(at: number): Match {
    let best: Match = { length: 0, distance: 0 };
    let from = at < input.length ? before[at] : -1;
    for (let i = 0; i < CANDIDATES && from >= 0 && at - from <= WINDOW; i++) {
      const match = { length: lengthOf(input, from, at), distance: at - from };
      if (worthOf(match, 0) > worthOf(best, 0)) best = match;
      from = before[from];
    }
    return best;
  }
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
