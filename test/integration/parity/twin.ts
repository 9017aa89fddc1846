/** One mistake, made in both languages. */
export interface Twin {
  readonly title: string;
  /** Texts of `problem.ts` that are replaced, each of which occurs once; and of `problem.py`. */
  readonly ts: Readonly<Record<string, string>>;
  readonly py: Readonly<Record<string, string>>;
  /** What may differ: values that are drawn, and hints about what only one of the languages has. */
  readonly differs?: readonly ('value' | 'message' | 'hint')[];
  /** Other files, by name without its ending: in TypeScript and in Python. */
  readonly files?: Readonly<Record<string, readonly [string, string]>>;
}
