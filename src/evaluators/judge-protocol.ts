/**
 * What the judge and the process that starts it say to each other.
 *
 * Frames (`framing.ts`: 4 bytes of length, little-endian, then UTF-8 JSON) go to the judge over file descriptor 3
 * and come from it over 4. A request is `{ id, type, … }`; its answer `{ id, type: 'done', result }`,
 * `{ id, type: 'fault', fault }` if the problem cannot be used, or `{ id, type: 'error', message }` if the judge
 * itself failed. One request is worked on at a time. While the judge conducts a program it says
 * `{ id, type: 'opened' }` when it holds the program's channel, `{ id, type: 'progress', regime, index, step }` before
 * it makes a workload and before it judges the program on it, and after the first rung `{ id, type: 'probe', signature }`, which is answered by
 * `{ id, type: 'verdict', go }`. The instances of a policy it asks for with `{ id, type: 'open', session, program }`
 * (`session-messages.ts`); `opened` then names the session. End of file on 3 ends the judge. Nothing here needs JavaScript on the other side.
 */
import { z } from 'zod';
import type { WorkloadPart } from '../contracts/evaluator.ts';
import type { Channel } from '../contracts/sandbox.ts';
import type { Failure, Violation, WorkloadResult } from '../domain/evaluation.ts';
import type { MetricValue } from '../domain/metric.ts';
import type { DataPart, ProblemDescription } from '../domain/problem.ts';
import { type ProblemFault, problemFaultSchema } from './problem-fault.ts';
import {
  channelSchema,
  failureSchema,
  type SessionAnswer,
  sessionAnswerSchema,
  type SessionWish,
  sessionWishSchema,
  type StepAnswer,
  stepAnswerSchema,
  type StepWish,
  stepWishSchema,
} from './session-messages.ts';

/** A program that the judge is to conduct. */
export interface Conduct {
  readonly part: WorkloadPart;
  readonly draw: number;
  /** Workloads of each regime. */
  readonly perRegime: number;
  /** Of a function's process; a policy has none before the judge asks for one. */
  readonly nonce?: string | undefined;
  readonly channel?: Channel | undefined;
  /** Of a command: where the files of its steps are exchanged. */
  readonly exchangeFolder?: string | undefined;
  /** What an empty call takes here, in microseconds; taken off each call. */
  readonly noopUs: number;
  /** Whether a {@link JudgeRequest} `replay` may follow, of which nobody tells the problem's code. */
  readonly keepCalls?: boolean | undefined;
}

/** What the judge is asked. */
export type JudgeRequest =
  | {
      readonly type: 'load';
      readonly problemPath: string;
      readonly secret: string;
      /** A folder where the problem's real inputs are looked for first. */
      readonly dataPath?: string | undefined;
    }
  | { readonly type: 'describe' }
  /** Judges one program. */
  | ({ readonly type: 'evaluate' } & Conduct)
  /** Judges one program, and the problem with it: see {@link Examination}. */
  | ({ readonly type: 'examine'; readonly relations: boolean } & Conduct)
  /** Asks a function again, in another order, what it was asked in the evaluation before: gives an {@link Outcome}. */
  | { readonly type: 'replay'; readonly nonce: string; readonly channel: Channel }
  /** Looks at the workloads alone. */
  | { readonly type: 'survey'; readonly samples: number }
  /** Times empty calls of a program that does nothing. */
  | {
      readonly type: 'calibrate';
      readonly nonce: string;
      readonly channel: Channel;
      readonly calls: number;
    };

/** A message to the judge. */
export type ToJudge =
  | (JudgeRequest & { readonly id: number })
  | { readonly id: number; readonly type: 'verdict'; readonly go: boolean }
  | SessionAnswer
  | StepAnswer;

/** A message from the judge. */
export type FromJudge =
  | { readonly id: number; readonly type: 'opened'; readonly session?: number | undefined }
  | SessionWish
  | StepWish
  | {
      readonly id: number;
      readonly type: 'progress';
      readonly regime: string;
      readonly index: number;
      readonly step: 'parse' | 'generate' | 'judge';
    }
  | { readonly id: number; readonly type: 'probe'; readonly signature: string }
  | { readonly id: number; readonly type: 'done'; readonly result?: unknown }
  | { readonly id: number; readonly type: 'fault'; readonly fault: ProblemFault }
  | { readonly id: number; readonly type: 'error'; readonly message: string };

/** What came of conducting a program. */
export type Outcome =
  | {
      readonly kind: 'finished';
      readonly perWorkload: readonly WorkloadResult[];
      readonly violations: readonly Violation[];
      /** What is wrong with the problem itself, seen on this program's outputs. */
      readonly defects: readonly ProblemFault[];
      /** SHA-256 of the replies on the first rung. */
      readonly signature: string;
      /** Whether only the first rung ran. */
      readonly partial: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly finished: readonly WorkloadResult[];
    }
  /** The program went away while this workload was on; the sandbox knows why. */
  | {
      readonly kind: 'gone';
      /** The instance that went away; the one process of a function if absent. */
      readonly session?: number | undefined;
      /** Whether the program could run at all; false if its host never came so far. */
      readonly begun: boolean;
      readonly regime?: string | undefined;
      readonly index?: number | undefined;
      readonly finished: readonly WorkloadResult[];
    };

/** What was seen on one workload of an examination. */
export interface Seen {
  readonly regime: string;
  readonly index: number;
  readonly calls: number;
  /** Instances of the candidate that were started; absent for a function. */
  readonly instances?: number | undefined;
  /** Wall time of the calls, in milliseconds. */
  readonly wallMs: number;
  /** Metrics whose value changes with `usage`, and with its wall times. */
  readonly readsUsage: readonly string[];
  readonly readsWall: readonly string[];
  readonly outsideOnly: readonly string[];
  readonly bounds: Readonly<
    Record<string, { readonly kind: 'exact' | 'relaxed'; readonly value: number }>
  >;
  /** Relations that the program broke here. */
  readonly relations: readonly RelationBreak[];
}

/** A metric that changed more than a relation allows. */
export interface RelationBreak {
  readonly relation: string;
  readonly metric: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Share that was allowed. */
  readonly within: number;
}

/** A program's outcome with what it shows of the problem. */
export interface Examination {
  readonly outcome: Outcome;
  readonly seen: readonly Seen[];
}

/** The problem without what only a run of the seed program tells. */
export type Statement = Omit<ProblemDescription, 'metrics'> & {
  readonly metrics: readonly Omit<
    ProblemDescription['metrics'][number],
    'readsUsage' | 'readsWall'
  >[];
};

/** What the workloads alone show. */
export interface Survey {
  readonly regimes: readonly {
    readonly name: string;
    readonly slow: boolean;
    /** Share of this regime's draws that are members of another, by the other's name; zeros left out. */
    readonly overlaps: Readonly<Record<string, number>>;
    /** Characters of one workload as JSON, on average. */
    readonly workloadCharacters: number;
    /** Wall time of `generate` for one workload, on average, in milliseconds. */
    readonly generateMs: number;
  }[];
  readonly data: readonly DataSurvey[];
}

/** What one set of real inputs has. */
export interface DataSurvey {
  readonly name: string;
  /** Search, selection, holdout. */
  readonly parts: readonly {
    readonly part: DataPart;
    readonly files: number;
    /** Of a split by rows; `null` of one by whole files. */
    readonly rows: number | null;
    /** Of the files; of a split by rows, of its rows as JSON. */
    readonly bytes: number;
    /** Bytes that an earlier part has as well, by that part. */
    readonly sharedBytes: Readonly<Record<string, number>>;
  }[];
}

const part = z.enum(['search', 'selection', 'confirmation', 'holdout']);
const conduct = {
  id: z.number(),
  part,
  draw: z.number(),
  perRegime: z.number(),
  nonce: z.string().optional(),
  channel: channelSchema.optional(),
  exchangeFolder: z.string().optional(),
  noopUs: z.number(),
  keepCalls: z.boolean().optional(),
};

const requestSchema = z.discriminatedUnion('type', [
  z.object({
    id: z.number(),
    type: z.literal('load'),
    problemPath: z.string(),
    secret: z.string(),
    dataPath: z.string().optional(),
  }),
  z.object({ id: z.number(), type: z.literal('describe') }),
  z.object({ type: z.literal('evaluate'), ...conduct }),
  z.object({ type: z.literal('examine'), relations: z.boolean(), ...conduct }),
  z.object({
    id: z.number(),
    type: z.literal('replay'),
    nonce: z.string(),
    channel: channelSchema,
  }),
  z.object({ id: z.number(), type: z.literal('survey'), samples: z.number() }),
  z.object({
    id: z.number(),
    type: z.literal('calibrate'),
    nonce: z.string(),
    channel: channelSchema,
    calls: z.number(),
  }),
  z.object({ id: z.number(), type: z.literal('verdict'), go: z.boolean() }),
]);

export const toJudgeSchema: z.ZodType<ToJudge> = z.union([
  requestSchema,
  sessionAnswerSchema,
  stepAnswerSchema,
]);

const messageSchema = z.discriminatedUnion('type', [
  z.object({ id: z.number(), type: z.literal('opened'), session: z.number().optional() }),
  z.object({
    id: z.number(),
    type: z.literal('progress'),
    regime: z.string(),
    index: z.number(),
    step: z.enum(['parse', 'generate', 'judge']),
  }),
  z.object({ id: z.number(), type: z.literal('probe'), signature: z.string() }),
  z.object({ id: z.number(), type: z.literal('done'), result: z.unknown() }),
  z.object({ id: z.number(), type: z.literal('fault'), fault: problemFaultSchema }),
  z.object({ id: z.number(), type: z.literal('error'), message: z.string() }),
]);

export const fromJudgeSchema: z.ZodType<FromJudge> = z.union([
  messageSchema,
  sessionWishSchema,
  stepWishSchema,
]);

const metricValue: z.ZodType<MetricValue> = z.union([
  z.number(),
  z.null(),
  z.object({ top: z.number(), bottom: z.number() }),
]);
const workloadResult: z.ZodType<WorkloadResult> = z
  .object({
    regime: z.string(),
    index: z.number(),
    values: z.record(z.string(), metricValue),
    bounds: z.record(z.string(), z.number()).optional(),
  })
  .transform(({ bounds, ...result }) => (bounds === undefined ? result : { ...result, bounds }));
const violation: z.ZodType<Violation> = z
  .object({
    rule: z.string(),
    regime: z.string(),
    index: z.number(),
    detail: z.string(),
    quarantine: z.literal(true).optional(),
  })
  .transform(({ quarantine, ...rest }) => (quarantine ? { ...rest, quarantine } : rest));
const finished = z.array(workloadResult);

export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finished'),
    perWorkload: finished,
    violations: z.array(violation),
    defects: z.array(problemFaultSchema),
    signature: z.string(),
    partial: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), failure: failureSchema, finished }),
  z.object({
    kind: z.literal('gone'),
    session: z.number().optional(),
    begun: z.boolean(),
    regime: z.string().optional(),
    index: z.number().optional(),
    finished,
  }),
]);

const bound = z.object({ kind: z.enum(['exact', 'relaxed']), value: z.number() });
export const examinationSchema: z.ZodType<Examination> = z.object({
  outcome: outcomeSchema,
  seen: z.array(
    z.object({
      regime: z.string(),
      index: z.number(),
      calls: z.number(),
      instances: z.number().optional(),
      wallMs: z.number(),
      readsUsage: z.array(z.string()),
      readsWall: z.array(z.string()),
      outsideOnly: z.array(z.string()),
      bounds: z.record(z.string(), bound),
      relations: z.array(
        z.object({
          relation: z.string(),
          metric: z.string(),
          before: z.number().nullable(),
          after: z.number().nullable(),
          within: z.number(),
        }),
      ),
    }),
  ),
});

export const surveySchema: z.ZodType<Survey> = z.object({
  regimes: z.array(
    z.object({
      name: z.string(),
      slow: z.boolean(),
      overlaps: z.record(z.string(), z.number()),
      workloadCharacters: z.number(),
      generateMs: z.number(),
    }),
  ),
  data: z.array(
    z.object({
      name: z.string(),
      parts: z.array(
        z.object({
          part: z.enum(['search', 'selection', 'holdout']),
          files: z.number(),
          rows: z.number().nullable(),
          bytes: z.number(),
          sharedBytes: z.record(z.string(), z.number()),
        }),
      ),
    }),
  ),
});

/** The judge is ours and described itself from checked shapes; what is checked here is that it is an object. */
export const statementSchema: z.ZodType<Statement> = z.custom<Statement>(
  (value) =>
    typeof value === 'object' && value !== null && 'problemHash' in value && 'metrics' in value,
);
