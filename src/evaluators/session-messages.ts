/** The part of the judge's protocol with which it asks for instances of a policy, and steps of a command, while it conducts one. */
import { z } from 'zod';
import type { Channel, StepEnd, StepJob } from '../contracts/sandbox.ts';
import type { Failure } from '../domain/evaluation.ts';

/** From the judge. */
export type SessionWish =
  /** Wants a fresh process that runs the candidate or the baseline of that name; answered by one {@link SessionAnswer}. */
  | {
      readonly id: number;
      readonly type: 'open';
      readonly session: number;
      readonly program: string;
    }
  /** Needs this one no more. */
  | { readonly id: number; readonly type: 'close'; readonly session: number };

/** To the judge. */
export type SessionAnswer =
  | {
      readonly id: number;
      readonly type: 'opened-session';
      readonly session: number;
      readonly nonce: string;
      readonly channel: Channel;
    }
  /** The program could not be started. */
  | {
      readonly id: number;
      readonly type: 'not-opened';
      readonly session: number;
      readonly failure: Failure;
    };

/** From the judge: wants a step of the built tree to be run; its files lie in the exchange folder. */
export interface StepWish extends Omit<StepJob, 'command' | 'counted'> {
  readonly id: number;
  readonly type: 'exec';
  /** The name of the step. */
  readonly step: string;
}

/** To the judge: how the step of that number ended. */
export interface StepAnswer {
  readonly id: number;
  readonly type: 'executed';
  readonly number: number;
  readonly end: Omit<StepEnd, 'stderr'>;
}

/** What comes of a wish for a session. */
export type Opening =
  | { readonly nonce: string; readonly channel: Channel }
  | { readonly failure: Failure };

/** The name under which `drive` starts what is judged. */
export const CANDIDATE = 'candidate';

export const channelSchema: z.ZodType<Channel> = z
  .object({ requestPath: z.string(), replyPath: z.string(), hostPid: z.number().optional() })
  .transform(({ requestPath, replyPath, hostPid }) => ({
    requestPath,
    replyPath,
    ...(hostPid === undefined ? {} : { hostPid }),
  }));

export const failureSchema: z.ZodType<Failure> = z
  .object({
    kind: z.enum([
      'compile',
      'tests',
      'missing-entry',
      'crash',
      'exit',
      'timeout',
      'memory',
      'processes',
      'output-limit',
      'protocol',
      'bad-output',
      'uncounted',
    ]),
    detail: z.string(),
    regime: z.string().optional(),
    index: z.number().optional(),
  })
  .transform(({ kind, detail, regime, index }) => ({
    kind,
    detail,
    ...(regime === undefined ? {} : { regime }),
    ...(index === undefined ? {} : { index }),
  }));

const about = { id: z.number(), session: z.number() };

export const sessionWishSchema: z.ZodType<SessionWish> = z.discriminatedUnion('type', [
  z.object({ ...about, type: z.literal('open'), program: z.string() }),
  z.object({ ...about, type: z.literal('close') }),
]);

export const sessionAnswerSchema: z.ZodType<SessionAnswer> = z.discriminatedUnion('type', [
  z.object({
    ...about,
    type: z.literal('opened-session'),
    nonce: z.string(),
    channel: channelSchema,
  }),
  z.object({ ...about, type: z.literal('not-opened'), failure: failureSchema }),
]);

export const stepWishSchema: z.ZodType<StepWish> = z.object({
  id: z.number(),
  type: z.literal('exec'),
  number: z.int(),
  step: z.string(),
  limitMs: z.number(),
  hasStdin: z.boolean(),
  inputs: z.array(z.tuple([z.string(), z.int()])),
  outputs: z.array(z.string()),
});

export const stepAnswerSchema: z.ZodType<StepAnswer> = z.object({
  id: z.number(),
  type: z.literal('executed'),
  number: z.int(),
  end: z.object({
    exitCode: z.int(),
    wallMs: z.number(),
    cpuMs: z.number(),
    peakMiB: z.number(),
    instructions: z.number().optional(),
    failure: failureSchema.optional(),
  }),
});
