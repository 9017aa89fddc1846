/** The shape of what `files` was given, checked when a problem is loaded. */
import { z } from 'zod';
import type { DataPart } from '../../../domain/problem.ts';
import { faultOfGlob } from '../../../lib/glob.ts';
import { ProblemError, shown } from '../../problem-fault.ts';
import { parseShape } from '../parse-shape.ts';

/** The parts that data is split into, in the order in which later ones must not repeat earlier ones. */
export const DATA_PARTS: readonly DataPart[] = ['search', 'selection', 'holdout'];

/** Something for each part. */
export type ByPart<T> = Readonly<Record<DataPart, T>>;

/** How a set is divided, checked. */
export type DataSplit =
  | { readonly kind: 'byFile'; readonly globs: ByPart<readonly string[]> }
  | { readonly kind: 'byKey'; readonly column: string; readonly globs: ByPart<readonly string[]> }
  | { readonly kind: 'byKey'; readonly column: string; readonly shares: ByPart<number> }
  | {
      readonly kind: 'byTime';
      readonly column: string;
      readonly shares: ByPart<number>;
      /** In milliseconds if it was written with a unit, else in the column's own. */
      readonly gap: { readonly ms: number } | number;
    };

/** One entry of `data`, checked. */
export interface DataStatement {
  /** Its name in `data`. */
  readonly name: string;
  /** Its place in the problem, for messages. */
  readonly key: string;
  readonly glob: string;
  readonly parse: (bytes: Uint8Array, name: string) => unknown;
  readonly split: DataSplit;
  readonly licence: string;
  readonly public: boolean;
  readonly optional: boolean;
}

const LICENCE = /^[A-Za-z0-9][A-Za-z0-9.+-]*(?: (?:AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*$/u;
const SUM_TOLERANCE = 1e-9;

const globText = z.string().superRefine((glob, context) => {
  const fault = faultOfGlob(glob);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: `as a glob ${fault}` });
});
const globs = z
  .union([globText, z.array(globText).min(1, 'must name at least one glob')])
  .transform((written) => (typeof written === 'string' ? [written] : written));
const share = z.number().gt(0, 'must be a share above 0').lt(1, 'must be a share below 1');
const globParts = z.strictObject({ search: globs, selection: globs, holdout: globs });
const shareParts = z.strictObject({ search: share, selection: share, holdout: share });
const column = z.string().min(1, 'must name a column');
const splitHead = z.looseObject({
  '~barbican': z.literal('split', 'must be byFile(…), byKey(…) or byTime(…)'),
  kind: z.enum(['byFile', 'byKey', 'byTime']),
  column: column.optional(),
  parts: z.record(z.string(), z.unknown()),
  gap: z.unknown().optional(),
});
const GAP =
  "must be a number in the column's unit, or a text such as '90m', '2h' or '7d' where the column has dates";
const gapSchema = z.union(
  [z.number().nonnegative(GAP), z.string().regex(/^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/u, GAP)],
  GAP,
);
const fn = z.custom<DataStatement['parse']>(
  (value) => typeof value === 'function',
  'must be a function',
);
const entry = z.strictObject({
  '~barbican': z.literal('data', "must be files('…', { … })"),
  glob: globText.refine(
    (glob) => !glob.startsWith('/') && !glob.split('/').includes('..'),
    "must be a path from the problem's folder, without `..`; --data names another folder",
  ),
  options: z.record(z.string(), z.unknown()),
});
const options = z.strictObject({
  parse: fn,
  split: splitHead,
  licence: z
    .string()
    .regex(
      LICENCE,
      'must be an SPDX identifier such as MIT or CC-BY-4.0, or LicenseRef-… for what has none',
    ),
  public: z.boolean().optional(),
  optional: z.boolean().optional(),
});
const MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** One entry of `data` as a problem states it. @throws {ProblemError} For the first thing that is wrong. */
export function dataStatement(name: string, value: unknown, file: string): DataStatement {
  const key = `workloads.data.${name}`;
  const isWord = typeof value === 'object' && value !== null && '~barbican' in value;
  if (!isWord) {
    const message = "must be files('…', { … })";
    throw new ProblemError({ file, key, value: shown(value), message });
  }
  const { glob, options: written } = parseShape(entry, value, { file, key });
  const said = parseShape(options, written, { file, key });
  return {
    name,
    key,
    glob,
    parse: said.parse,
    split: splitOf(said.split, { file, key: `${key}.split` }),
    licence: said.licence,
    public: said.public ?? false,
    optional: said.optional ?? false,
  };
}

type At = { readonly file: string; readonly key: string };

function splitOf(split: z.infer<typeof splitHead>, at: At): DataSplit {
  const { kind, parts } = split;
  if (kind === 'byFile') return { kind, globs: parseShape(globParts, parts, at) };
  const name = parseShape(column, split.column, { ...at, key: `${at.key}.column` });
  if (kind === 'byTime') {
    const gap = gapOf(parseShape(gapSchema, split.gap, { ...at, key: `${at.key}.gap` }));
    return { kind, column: name, shares: sharesOf(parts, at), gap };
  }
  const areShares = Object.values(parts).some((part) => typeof part === 'number');
  return areShares
    ? { kind, column: name, shares: sharesOf(parts, at) }
    : { kind, column: name, globs: parseShape(globParts, parts, at) };
}

function sharesOf(parts: unknown, at: At): ByPart<number> {
  const shares = parseShape(shareParts, parts, at);
  const sum = shares.search + shares.selection + shares.holdout;
  if (Math.abs(sum - 1) < SUM_TOLERANCE) return shares;
  throw new ProblemError({
    ...at,
    value: shown(shares),
    message: `has shares that add up to ${Number(sum.toFixed(6))}`,
    hint: 'they must add up to 1',
  });
}

function gapOf(gap: number | string): { ms: number } | number {
  if (typeof gap === 'number') return gap;
  const [, amount = '', unit = ''] = /^([\d.]+)(\w+)$/u.exec(gap) ?? [];
  return { ms: Number(amount) * (Object.entries(MS).find(([name]) => name === unit)?.[1] ?? 1) };
}
