/** The most gaps of a block. */
export const LONGEST = 256;
/** What a block costs before its gaps, in bits. */
const HEADER_BITS = 16;

/** Bits that a number above 0 takes. */
function widthOf(gap: number): number {
  return Math.floor(Math.log2(gap)) + 1;
}

/** What a list takes when it is cut into blocks of these lengths, in bits. */
export function bitsOf(gaps: readonly number[], lengths: readonly number[]): number {
  let [bits, from] = [0, 0];
  for (const length of lengths) {
    const block = gaps.slice(from, from + length);
    bits += HEADER_BITS + length * Math.max(0, ...block.map(widthOf));
    from += length;
  }
  return bits;
}

/** The least that any cut takes, in bits: the best cut of each beginning of the list, one after the other. */
export function fewestBits(gaps: readonly number[]): number {
  const widths = gaps.map(widthOf);
  const fewest = [0];
  for (let to = 1; to <= gaps.length; to++) {
    let [best, width] = [Number.POSITIVE_INFINITY, 0];
    for (let from = to - 1; from >= Math.max(0, to - LONGEST); from--) {
      width = Math.max(width, widths[from]);
      best = Math.min(best, fewest[from] + HEADER_BITS + (to - from) * width);
    }
    fewest.push(best);
  }
  return fewest[gaps.length];
}
