/** The shape of what a problem file exports, checked when it is loaded: types do not reach this far. */
import { z } from 'zod';
import type { Usage } from '../../domain/language/define-problem.ts';
import type { StepResult } from '../../domain/language/program-words.ts';
import type { ParamValue, Space } from '../../domain/language/space.ts';
import type { AcrossWorkloads, Direction, WithinWorkload } from '../../domain/metric.ts';
import type { WorkloadCounts } from '../../domain/problem.ts';
import type { Rng } from '../../lib/rng.ts';

/** The program as `drive` sees it in the judge. */
export interface JudgeRunner {
  call(input: unknown): Promise<unknown>;
  callEach(inputs: readonly unknown[]): Promise<unknown[]>;
  start(config: unknown, as?: unknown): Promise<JudgeInstance>;
  exec(step: unknown, options?: unknown): Promise<StepResult>;
}

/** An instance of a policy as `drive` sees it in the judge. */
export interface JudgeInstance {
  step(observation: unknown): Promise<unknown>;
}

/** The functions of a problem, as the judge calls them. */
export type Generate = (input: { params: object; rng: Rng; data: object }) => unknown;
export type Drive = (input: { workload: unknown; program: JudgeRunner; rng: Rng }) => unknown;
export type Measure = (input: { workload: unknown; output: unknown; usage: Usage }) => unknown;
export type Invariant = (input: { workload: unknown; output: unknown }) => unknown;
type Change = (input: { workload: unknown; rng: Rng }) => unknown;
export type BoundOf = (input: { workload: unknown }) => unknown;
export type Condition = (params: object) => unknown;

/** A part of the space: values and narrower spaces by parameter. */
export type RegionShape = Record<string, Space | ParamValue>;

/** A regime with a floor of its own. */
export interface SlowShape {
  readonly region: RegionShape;
  /** A share; 0.02 if absent. */
  readonly by?: number | undefined;
  readonly than?: string | undefined;
}

/** What `defineWorkloads` was given; regimes are parsed one by one. */
export interface WorkloadsShape {
  readonly params: Record<string, Space>;
  readonly typical?: RegionShape | undefined;
  /** Entries are parsed one by one. */
  readonly data?: Record<string, unknown> | undefined;
  readonly where?: Record<string, Condition> | undefined;
  readonly perRegime?: WorkloadCounts | undefined;
  readonly regimes: Record<string, unknown>;
  readonly generate: Generate;
}

/** A constraint as written. */
export type RuleShape =
  | {
      readonly kind: 'atMost' | 'atLeast';
      readonly limit: number;
      readonly in?: string | undefined;
    }
  | {
      readonly kind: 'floor';
      readonly by?: number | undefined;
      readonly than?: string | undefined;
      readonly in?: string | undefined;
    };

/** A metric as written. */
interface MetricShape {
  readonly direction: Direction;
  readonly unit: string;
  readonly of?: WithinWorkload | undefined;
  readonly across?: AcrossWorkloads | undefined;
  readonly only?: readonly string[] | undefined;
  readonly minEffect?: number | undefined;
}

/** A relation as written. */
export interface RelationShape {
  readonly change: Change;
  /** A share; 0 if absent. */
  readonly within?: number | undefined;
}

/** Where a program with an entry is found. */
interface FileShape {
  readonly seed: string;
  readonly entry: string;
  readonly modules?: readonly string[] | undefined;
}

/** A command as written. */
export interface CommandShape {
  readonly kind: 'command';
  readonly seed: string;
  readonly edit: readonly string[];
  readonly build: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly counted?: Readonly<Record<string, string>> | undefined;
  readonly tests?: readonly string[] | undefined;
}

/** The program as written. */
type ProgramShape =
  | (FileShape & {
      readonly kind: 'function';
      readonly input: z.ZodType;
      readonly output: z.ZodType;
    })
  | (FileShape & {
      readonly kind: 'policy';
      readonly config: z.ZodType;
      readonly observation: z.ZodType;
      readonly action: z.ZodType;
    })
  | CommandShape;

/** What `defineProblem` was given; constraints are parsed one by one. */
export interface ProblemShape {
  readonly name: string;
  readonly summary: string;
  readonly background?: string | undefined;
  readonly program: ProgramShape;
  readonly limits: {
    readonly callMs?: number | undefined;
    readonly workloadMs: number;
    readonly memoryMiB: number;
    readonly outputBytes?: number | undefined;
    readonly buildMs?: number | undefined;
  };
  readonly workloads: { readonly definition?: unknown };
  readonly drive?: Drive | undefined;
  readonly metrics: Record<string, MetricShape>;
  readonly measure: Measure;
  readonly bound?: BoundOf | undefined;
  readonly invariants: Record<string, Invariant>;
  readonly relations?: Record<string, RelationShape> | undefined;
  readonly objectives: readonly string[];
  readonly constraints?: Record<string, unknown> | undefined;
  readonly noFloors?: string | undefined;
  readonly baselines: Record<string, string>;
}

const fn = <F>(): z.ZodType<F> =>
  z.custom<F>((value) => typeof value === 'function', 'must be a function');
const schema = z.custom<z.ZodType>(
  (value) => typeof value === 'object' && value !== null && '_zod' in value,
  'must be a zod schema, such as z.object({ … })',
);
const text = z.string().min(1, 'must not be empty');
const moduleName = z
  .string()
  .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'must be the name of a module, such as numpy');
const treePath = z
  .string()
  .regex(
    /^(?!\/|\.{1,2}(\/|$))(?!.*\/\.{1,2}(\/|$)).+$/,
    'must be a path from the folder of the tree, such as src/pack.c or src',
  );
const onlyOfCommands = z
  .never("is for a program of kind 'command': the instructions of others are not counted yet")
  .optional();
/** What `usage` has beside the steps. */
const USAGE_WORDS = ['wallMs', 'cpuMs', 'peakMiB', 'calls', 'callUs'];
const stepName = text.refine(
  (name) => !USAGE_WORDS.includes(name),
  'must have another name: usage has that word',
);
const count = z.int().min(1, 'must be at least 1');
const positive = z.number().positive('must be above 0');
const NO_SHARE = "must be a share such as '2%'";
const share = z.union(
  [
    z.number(NO_SHARE).min(0, NO_SHARE),
    z
      .string(NO_SHARE)
      .regex(/^\d+(\.\d+)?%$/, NO_SHARE)
      .transform((percent) => Number(percent.slice(0, -1)) / 100),
  ],
  NO_SHARE,
);

const paramValue = z.union([z.string(), z.number()], 'must be a text or a number');
const numberSpace = z.strictObject({
  kind: z.enum(['real', 'int', 'logInt', 'logReal']),
  lo: z.number(),
  hi: z.number(),
});
const choiceSpace = z.strictObject({ kind: z.literal('oneOf'), items: z.array(paramValue).min(1) });
const space = z.discriminatedUnion(
  'kind',
  [numberSpace, choiceSpace],
  'must be a space, such as real(0, 1) or oneOf(…)',
);
/** A regime without a floor of its own. */
export const regionSchema: z.ZodType<RegionShape> = z.record(
  z.string(),
  z.union([paramValue, space], 'must be a value or a space'),
);
/** What `slow` gives. */
export const slowSchema: z.ZodType<SlowShape> = z.strictObject({
  '~barbican': z.literal('slow'),
  region: regionSchema,
  by: share.optional(),
  than: text.optional(),
});

/** What `defineWorkloads` was given. */
export const workloadsSchema: z.ZodType<WorkloadsShape> = z.strictObject({
  params: z.record(z.string(), space),
  typical: regionSchema.optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  where: z.record(z.string(), fn<Condition>()).optional(),
  perRegime: z.strictObject({ search: count, selection: count, holdout: count }).optional(),
  regimes: z.record(z.string(), z.unknown()),
  generate: fn<Generate>(),
});

const within = z.union(
  [
    z.enum(['mean', 'sum', 'max']),
    z.templateLiteral(['p', z.number()]),
    z.templateLiteral(['tail', z.number()]),
  ],
  "must be 'mean', 'sum', 'max', 'p99', 'tail99' or the like",
);
const NO_METRIC = "must be maximize('unit') or minimize('unit')";
const metric = z.strictObject(
  {
    '~barbican': z.literal('metric', NO_METRIC),
    direction: z.enum(['minimize', 'maximize']),
    unit: text,
    of: within.optional(),
    across: z
      .enum(['mean', 'geomean', 'worst', 'ratio'], "must be 'mean', 'geomean', 'worst' or 'ratio'")
      .optional(),
    only: z.array(text).optional(),
    minEffect: share.optional(),
  },
  { error: ({ code }) => (code === 'invalid_type' ? NO_METRIC : undefined) },
);
const scope = { in: text.optional() };
/** What `atMost`, `atLeast` and `floor` give. */
export const ruleSchema: z.ZodType<RuleShape> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      '~barbican': z.literal('rule'),
      kind: z.enum(['atMost', 'atLeast']),
      limit: z.number(),
      ...scope,
    }),
    z.strictObject({
      '~barbican': z.literal('rule'),
      kind: z.literal('floor'),
      by: share.optional(),
      than: text.optional(),
      ...scope,
    }),
  ],
  'must be atMost(…), atLeast(…) or floor(…)',
);
const relation = z.strictObject({ change: fn<Change>(), within: share.optional() });

/** What `defineProblem` was given, without what is not yet supported. */
export const problemSchema: z.ZodType<ProblemShape> = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case with hyphens, such as cache-eviction'),
  summary: text,
  background: text.optional(),
  program: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('function'),
        memory: z.literal('none').optional(),
        seed: text,
        entry: text,
        modules: z.array(moduleName).optional(),
        counted: onlyOfCommands,
        input: schema,
        output: schema,
      }),
      z.strictObject({
        kind: z.literal('policy'),
        seed: text,
        entry: text,
        modules: z.array(moduleName).optional(),
        counted: onlyOfCommands,
        config: schema,
        observation: schema,
        action: schema,
      }),
      z.strictObject({
        kind: z.literal('command'),
        seed: text,
        edit: z.array(treePath).min(1, 'must name at least one path'),
        build: text,
        steps: z
          .record(stepName, text)
          .refine((steps) => Object.keys(steps).length > 0, 'must name at least one step'),
        counted: z.record(stepName, text).optional(),
        tests: z.array(text).optional(),
      }),
    ],
    "must be 'function', 'policy' or 'command'",
  ),
  limits: z.strictObject({
    callMs: positive.optional(),
    workloadMs: positive,
    memoryMiB: positive,
    outputBytes: count.optional(),
    buildMs: positive.optional(),
  }),
  workloads: z.strictObject({
    '~barbican': z.literal('workloads', 'must be defineWorkloads({ … })'),
    definition: z.unknown(),
  }),
  drive: fn<Drive>().optional(),
  metrics: z.record(z.string(), metric),
  measure: fn<Measure>(),
  bound: fn<BoundOf>().optional(),
  invariants: z.record(z.string(), fn<Invariant>()),
  relations: z.record(z.string(), relation).optional(),
  objectives: z.array(text).min(1, 'must name at least one metric'),
  constraints: z.record(z.string(), z.unknown()).optional(),
  noFloors: text.optional(),
  baselines: z.record(z.string(), text),
});
