/** Changes of a text by offsets, so that all that they do not name stays as it is, byte for byte. */

/** One replacement: the characters [from, to) give way to `text`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A part of a text: characters [from, to). */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The text with all edits made at once. Of two at the same offset the one named first comes first.
 *
 * @throws {RangeError} If two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let done = 0;
  let result = '';
  for (const { from, to, text: inserted } of ordered) {
    if (from < done || to < from || to > text.length) {
      throw new RangeError(
        `Cannot edit [${from}, ${to}) as edits must not overlap or leave the text`,
      );
    }
    result += text.slice(done, from) + inserted;
    done = to;
  }
  return result + text.slice(done);
}

/**
 * Where `ranges` are after the edits, each of which must lie in one of them; undefined if one does not.
 *
 * @param ranges In order, not overlapping.
 */
export function rangesAfter(
  ranges: readonly TextRange[],
  edits: readonly TextEdit[],
): readonly TextRange[] | undefined {
  const growth = ranges.map(() => 0);
  for (const edit of edits) {
    const i = ranges.findIndex(({ from, to }) => from <= edit.from && edit.to <= to);
    if (i < 0) return undefined;
    growth[i] = (growth[i] ?? 0) + edit.text.length - (edit.to - edit.from);
  }
  let shift = 0;
  return ranges.map(({ from, to }, i) => {
    const start = from + shift;
    shift += growth[i] ?? 0;
    return { from: start, to: to + shift };
  });
}
