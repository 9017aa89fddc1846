/** Marks text for a terminal, or not at all. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** Text with ANSI colours, or as it is. */
export function paintWith(colours: boolean): Paint {
  const code =
    (on: number, off: number) =>
    (text: string): string =>
      colours && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), good: code(32, 39), bad: code(31, 39) };
}

/** Whether to colour: only on a terminal, and neither `--no-color` nor NO_COLOR (https://no-color.org) is given. */
export function coloursWanted(
  output: { readonly isTty: boolean },
  flag: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return output.isTty && flag && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
