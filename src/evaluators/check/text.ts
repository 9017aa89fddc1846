/** Tables and numbers as text. */

/** Columns with two spaces between them; the first is flush left, numbers flush right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, i) => pad(cell, widths[i] ?? 0, rows[1]?.[i])).join('  ')}`.trimEnd(),
  );
}

function pad(cell: string, width: number, sample: string | undefined): string {
  return /^[-\d?–]/.test(sample ?? '') ? cell.padStart(width) : cell.padEnd(width);
}

/** A number in few digits. */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value === 0 || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** A share as a percentage. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${Number((100 * share).toPrecision(2))} %`;
}

/** A size. */
export function bytes(characters: number): string {
  if (characters < 1e3) return `${Math.round(characters)} B`;
  return characters < 1e6
    ? `${numberText(Number((characters / 1e3).toPrecision(3)))} kB`
    : `${Number((characters / 1e6).toPrecision(3))} MB`;
}
