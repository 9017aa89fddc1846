/** Writes a byte once, and how often it stands there. */

interface Bytes {
  readonly bytes: string;
}

/** A token is n < 128 with n + 1 bytes after it, or n >= 128 for n - 125 times the byte after it. */
export function start({ task }: { task: 'pack' | 'unpack' }): (observation: Bytes) => Bytes {
  const work = task === 'pack' ? pack : unpack;
  return ({ bytes }) => ({
    bytes: Buffer.from(work(Buffer.from(bytes, 'base64'))).toString('base64'),
  });
}

function pack(input: Uint8Array): number[] {
  const packed: number[] = [];
  let literals: number[] = [];
  const flush = (): void => {
    if (literals.length > 0) packed.push(literals.length - 1, ...literals);
    literals = [];
  };
  for (let at = 0; at < input.length; ) {
    let run = 1;
    while (run < 130 && input[at + run] === input[at]) run++;
    if (run >= 3) {
      flush();
      packed.push(run + 125, input[at]);
      at += run;
      continue;
    }
    literals.push(input[at++]);
    if (literals.length === 128) flush();
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
    } else {
      for (let i = 0; i < token - 125; i++) output.push(packed[at]);
      at++;
    }
  }
  return output;
}
