import type { ArmStandings } from '../domain/arm.ts';
import type { EditScope } from '../domain/edit-scope.ts';
import type { Artifacts, Evaluation } from '../domain/evaluation.ts';
import type { ModelSpend } from '../domain/model-usage.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Hint } from '../domain/steering.ts';
import type { TrialId } from '../domain/trial.ts';
import type { Tried } from '../domain/tried.ts';

/** Successes and failures of one operator, discounted by age. */
export interface Credit {
  readonly successes: number;
  readonly failures: number;
}

/** All that a proposer gets: it keeps no state of its own. */
export interface Brief {
  readonly problem: ProblemDescription;
  /** At least one; the first is the one to change. */
  readonly parents: readonly { readonly trialId: TrialId; readonly program: Program }[];
  /** Donor material: archive members and baselines. */
  readonly context: readonly { readonly trialId: TrialId; readonly program: Program }[];
  readonly seedProgram: Program;
  readonly scope: EditScope;
  readonly mode: string;
  /** The only source of chance. */
  readonly rngSeed: string;
  readonly creditByOperator: Readonly<Record<string, Credit>>;
  /** How each way of proposing has done, for those who choose among several. */
  readonly arms: ArmStandings;
  /** What was measured and tried so far: read from the log when it is called. */
  readonly dossier: () => Dossier;
}

/** How one program did on the workloads of the search. */
export interface Known {
  readonly trialId: TrialId;
  readonly evaluation: Evaluation;
  /** What it printed (untrusted). */
  readonly printed?: Artifacts;
}

/** What the log tells about the programs of a brief, as it was when the trial was asked for. */
export interface Dossier {
  /** In the order of the brief. */
  readonly parents: readonly Known[];
  readonly context: readonly Known[];
  /** The seed program and the baselines. */
  readonly references: readonly Known[];
  /** The latest ideas with what came of them, the newest last. */
  readonly tried: readonly Tried[];
  /** The latest children of the first parent that failed, the newest last. */
  readonly failures: readonly Tried[];
  /** Lines that ancestors of the first parent had and that it has no more. */
  readonly removed: readonly string[];
  /** What people said while the run went on, in the order of coming. */
  readonly hints: readonly Hint[];
}

/** What every proposal says of how it was made. */
interface Making {
  readonly operators: readonly string[];
  readonly tokens: number;
  readonly usd: number;
  /** Who made it, where the proposer that was asked only passed the question on. */
  readonly proposer?: string;
  /** Which of its ways was taken; the key of {@link Brief.arms}. */
  readonly arm?: string;
  /** What was done and why, in one line (untrusted). */
  readonly idea?: string;
  /** Calls of models; absent if none was made. */
  readonly spend?: ModelSpend;
}

/** A program, or the reason why there is none. */
export type Proposal =
  | (Making & { readonly kind: 'program'; readonly program: Program })
  | (Making & {
      readonly kind: 'none';
      readonly why: 'inapplicable' | 'unparsable' | 'outside-scope' | 'unchanged' | 'no-reply';
      readonly detail: string;
    });

/** Makes programs from programs. */
export interface Proposer {
  readonly name: string;
  /**
   * True if this package's own operators make its programs from texts that the problem brought: nobody wrote them with
   * an intention, so a first look at them may be had where other programs ran before.
   */
  readonly isMechanical?: true;
  /**
   * How many proposals it works on at a time; absent if one takes next to no time. It may be asked for a few more, which
   * wait for their turn: so none of its places is idle between two.
   */
  readonly atOnce?: number;
  /** Most that one proposal can use; absent if that is not known. */
  readonly worstCase?: { readonly tokens: number; readonly usd: number };
  /** The same brief gives the same proposal, unless a model is asked. @throws {InfraError} If the world failed. */
  propose(brief: Brief, signal: AbortSignal): Promise<Proposal>;
}
