import { z } from 'zod';
import type { Budget } from './budget.ts';
import { LANGUAGES, type Program } from './program.ts';
import type { TrialId } from './trial.ts';

/** Most characters of what a person writes, and of an injected program. */
const TEXT_CHARACTERS = 4_000;
const PROGRAM_CHARACTERS = 4_000_000;

const trialId = z.string().min(1).max(200);
/** It is printed on terminals: nothing in it may move a cursor. */
const text = z
  .string()
  .transform((given) => given.replaceAll(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(TEXT_CHARACTERS)
      .regex(/^[^\p{Cc}]*$/u, 'must have no control characters'),
  );
const name = (most: number): z.ZodType<string> =>
  text.refine((given) => given.length <= most, `must have at most ${most} characters`);
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * What somebody outside may ask of a run, as plain JSON.
 *
 * - `pause`: no trial is asked for until `continue`; what is under way ends, and wall time does not count.
 * - `hint`: words that go into the briefs of models from then on.
 * - `pin`: parents are drawn among the pinned trials only. `ban`: not built on, and not claimed. With `lineage` the
 *   same for all that came or comes of it. `release` takes either back.
 * - `inject`: a program from outside, as a child of `parentId`; a trial as any other.
 * - `budget`: replaces the limits that it names.
 * - `answer`: to a question that the run asked. `note`: words about a trial that stay beside it.
 * - `stop`: no trial is asked for any more; the run goes on to its claim.
 */
export const SteerCommand: z.ZodType<SteerCommand> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('continue') }),
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('hint'), text }),
  z.strictObject({ kind: z.literal('pin'), trialId, lineage: z.boolean() }),
  z.strictObject({ kind: z.literal('ban'), trialId, lineage: z.boolean() }),
  z.strictObject({ kind: z.literal('release'), trialId }),
  z.strictObject({
    kind: z.literal('inject'),
    program: z.strictObject({
      language: z.enum(LANGUAGES),
      main: z.string().min(1),
      files: z
        .record(z.string().min(1), z.string())
        .refine((files) => Object.values(files).join('').length <= PROGRAM_CHARACTERS, 'too long'),
    }),
    parentId: trialId,
    proposer: name(120),
    idea: text.exactOptional(),
    tokens: amount.exactOptional(),
    usd: amount.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('budget'),
    budget: z.strictObject({
      trials: amount.exactOptional(),
      evaluations: amount.exactOptional(),
      wallMs: amount.exactOptional(),
      evaluationSeconds: amount.exactOptional(),
      tokens: amount.exactOptional(),
      usd: amount.exactOptional(),
    }),
  }),
  z.strictObject({ kind: z.literal('answer'), questionId: z.string().min(1), answer: text }),
  z.strictObject({ kind: z.literal('note'), trialId, text }),
]);
export type SteerCommand =
  | { readonly kind: 'pause' | 'continue' | 'stop' }
  | { readonly kind: 'hint'; readonly text: string }
  | { readonly kind: 'pin' | 'ban'; readonly trialId: TrialId; readonly lineage: boolean }
  | { readonly kind: 'release'; readonly trialId: TrialId }
  | {
      readonly kind: 'inject';
      readonly program: Program;
      readonly parentId: TrialId;
      /** Who made it. */
      readonly proposer: string;
      /** What was done and why, in one line. */
      readonly idea?: string;
      /** What making it cost, where that is known. */
      readonly tokens?: number;
      readonly usd?: number;
    }
  | { readonly kind: 'budget'; readonly budget: Budget }
  | { readonly kind: 'answer'; readonly questionId: string; readonly answer: string }
  | { readonly kind: 'note'; readonly trialId: TrialId; readonly text: string };

/** Who gives an order, as they call themselves. */
export const OrderSender: z.ZodType<string> = name(100);

/** A command as it waits for the run to take it. */
export interface Order {
  /** Never given twice. */
  readonly id: string;
  /** Who gave it, as they called themselves. */
  readonly by: string;
  readonly command: SteerCommand;
}

/** What became of an order. */
export type OrderOutcome =
  /** It is in the log; `trialId` is the trial that it began. */
  | { readonly kind: 'taken'; readonly trialId?: TrialId }
  | { readonly kind: 'refused'; readonly why: string };

/** A program from outside, as the log tells of it: its text is a blob. */
export interface Injection {
  readonly kind: 'inject';
  /** The trial that it became. */
  readonly trialId: TrialId;
  readonly parentId: TrialId;
  readonly programId: string;
  readonly proposer: string;
  readonly idea?: string;
  readonly tokens: number;
  readonly usd: number;
}

/** A command as it is logged. */
export type TakenCommand = Exclude<SteerCommand, { kind: 'inject' }> | Injection;

/** Words for the proposers, and since when they are in force. */
export interface Hint {
  readonly by: string;
  readonly text: string;
}

/** Something that the run would know of a person; it goes on meanwhile. */
export interface Question {
  readonly questionId: string;
  readonly text: string;
  readonly choices: readonly string[];
}

/** Whether trials are to be built on. */
export interface Mark {
  readonly kind: 'pin' | 'ban';
  readonly lineage: boolean;
}

/** How a run is steered, as its log tells. Changed in place by {@link takeCommand}. */
export interface Steering {
  paused: boolean;
  /** Who wants no more trials. */
  stoppedBy: string | undefined;
  /** In the order of coming; never changed, only replaced. */
  hints: readonly Hint[];
  readonly markById: Map<TrialId, Mark>;
  readonly notes: { readonly trialId: TrialId; readonly by: string; readonly text: string }[];
  /** In the order of asking, the answered ones too. */
  readonly questions: Map<string, Question & { readonly answer?: string; readonly by?: string }>;
  /** The orders that were taken, with the trial that each began. */
  readonly takenById: Map<string, TrialId | undefined>;
}

/** Nobody has steered. */
export function noSteering(): Steering {
  return {
    paused: false,
    stoppedBy: undefined,
    hints: [],
    markById: new Map(),
    notes: [],
    questions: new Map(),
    takenById: new Map(),
  };
}

/** Changes `steering` to what it is after a command; the budget is not part of it. */
export function takeCommand(
  steering: Steering,
  id: string,
  by: string,
  command: TakenCommand,
): void {
  steering.takenById.set(id, command.kind === 'inject' ? command.trialId : undefined);
  switch (command.kind) {
    case 'pause':
    case 'continue':
      steering.paused = command.kind === 'pause';
      return;
    case 'stop':
      steering.stoppedBy = by;
      return;
    case 'hint':
      steering.hints = [...steering.hints, { by, text: command.text }];
      return;
    case 'pin':
    case 'ban':
      steering.markById.set(command.trialId, { kind: command.kind, lineage: command.lineage });
      return;
    case 'release':
      steering.markById.delete(command.trialId);
      return;
    case 'note':
      steering.notes.push({ trialId: command.trialId, by, text: command.text });
      return;
    case 'answer':
      answer(steering, by, command);
      return;
    case 'budget':
    case 'inject':
      return;
  }
}

function answer(
  steering: Steering,
  by: string,
  { questionId, answer: said }: Extract<SteerCommand, { kind: 'answer' }>,
): void {
  const question = steering.questions.get(questionId);
  if (question) steering.questions.set(questionId, { ...question, answer: said, by });
}

/** The limits of `budget` with those replaced that `change` names. */
export function changedBudget(budget: Budget, change: Budget): Budget {
  const named = Object.entries(change).filter(([, limit]) => limit !== undefined);
  return { ...budget, ...Object.fromEntries(named) };
}

/** What is known of who came of whom. */
export interface Ancestry {
  readonly get: (
    id: TrialId,
  ) => { readonly id: TrialId; readonly parentIds: readonly TrialId[] } | undefined;
}

/** Whether `id` is marked so, or came of one that is marked with its lineage; of both sorts of lines it is banned. */
export function isMarked(
  { markById }: Pick<Steering, 'markById'>,
  kind: Mark['kind'],
  id: TrialId,
  ancestry: Ancestry,
): boolean {
  if (markById.size === 0) return false;
  const own = markById.get(id);
  if (own) return own.kind === kind;
  const nearest = nearestMarks(markById, id, ancestry);
  return nearest.has(kind) && (kind === 'ban' || !nearest.has('ban'));
}

/** The marks of the lines that `id` is of. The nearest count: what is banned within a pinned line is not pinned. */
function nearestMarks(
  markById: Steering['markById'],
  id: TrialId,
  ancestry: Ancestry,
): ReadonlySet<Mark['kind']> {
  const parentsOf = (at: TrialId): readonly TrialId[] => ancestry.get(at)?.parentIds ?? [];
  const kinds = new Set<Mark['kind']>();
  const seen = new Set<TrialId>();
  const next = [...parentsOf(id)];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    const mark = markById.get(at);
    if (mark?.lineage) kinds.add(mark.kind);
    else if (!seen.has(at)) next.push(...parentsOf(at));
    seen.add(at);
  }
  return kinds;
}
