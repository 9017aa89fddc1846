/** Numbers and tables as people read them. */

/**
 * A measured number with four significant digits, without an exponent where that stays short.
 *
 * @example
 *   numberText(0.943712); // '0.9437'
 *   numberText(1035.2); // '1035'
 */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e7 || magnitude < 1e-4) return value.toExponential(2);
  if (magnitude >= 1000) return value.toFixed(0);
  return String(Number(value.toPrecision(4)));
}

/** A number with its sign, also when it is positive. */
export function signedText(value: number): string {
  return value > 0 ? `+${numberText(value)}` : numberText(value);
}

/** A share as a percentage, such as `81 %`. */
export function percentText(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/**
 * A duration as people say it.
 *
 * @example
 *   durationText(48_200); // '48 s'
 *   durationText(7_320_000); // '2 h 2 min'
 */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `text` without what a terminal obeys: escapes, and marks that turn the direction of writing. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}

/** `text` cut to at most `width` characters; what was cut is marked. */
export function fitted(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width
    ? text
    : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Rows as lines with aligned columns: the first and the last to the left, the others to the right. */
export function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  const last = widths.length - 1;
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        return i === 0 || i === last ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
